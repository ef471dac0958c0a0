import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import type { MadeUpPerson } from '../../config/index.ts';

const WIDTH = 408;
const HEIGHT = 504;
const SKIN = ['#e8c4a0', '#dcb08a', '#d2a57c', '#c99a72'] as const;
const COAT = ['#31456b', '#4b5d3a', '#5b4a42', '#3c3f46', '#6b3a3a'] as const;
const YEAR_OF_PORTRAIT = 2026;

function ellipse(context: SKRSContext2D, colour: string, x: number, y: number, rx: number, ry: number): void {
  context.fillStyle = colour;
  context.beginPath();
  context.ellipse(x, y, rx, ry, 0, 0, 2 * Math.PI);
  context.fill();
}

/** Hair goes grey between 50 and 75. */
function hairColour(age: number): string {
  const grey = Math.min(1, Math.max(0, (age - 50) / 25));
  const level = Math.round(35 + grey * 165);
  return `rgb(${level},${level},${level})`;
}

/**
 * A drawn placeholder of a portrait as PNG, the same for the same person, marked 样证: nobody is shown.
 * 408 x 504 pixels, the proportions of the card's photo.
 */
export function drawPortrait(person: MadeUpPerson): Promise<Buffer> {
  const seed = Number(person.key.slice(1));
  const age = YEAR_OF_PORTRAIT - Number(person.card.birth.slice(0, 4));
  const hair = hairColour(age);
  const skin = SKIN[seed % SKIN.length] ?? SKIN[0];
  const canvas = createCanvas(WIDTH, HEIGHT);
  const context = canvas.getContext('2d');
  context.fillStyle = '#f4f6f8';
  context.fillRect(0, 0, WIDTH, HEIGHT);
  ellipse(context, COAT[seed % COAT.length] ?? COAT[0], 204, 530, 190, 150);
  if (person.card.sex === 'female') ellipse(context, hair, 204, 235, 128, 165);
  else ellipse(context, hair, 204, 190, 116, 120);
  context.fillStyle = skin;
  context.fillRect(168, 330, 72, 80);
  ellipse(context, skin, 204, 235, 102 + (seed % 7), 132);
  for (const side of [-1, 1]) {
    ellipse(context, '#ffffff', 204 + side * 42, 220, 19, 10);
    ellipse(context, '#2b211c', 204 + side * 42, 220, 9, 9);
    ellipse(context, hair, 204 + side * 42, 195, 24, 5);
  }
  ellipse(context, '#b98a66', 204, 262, 12, 18);
  ellipse(context, '#a0524a', 204, 312, 30, 8);
  if (seed % 3 === 0) {
    context.strokeStyle = '#444';
    context.lineWidth = 5;
    for (const side of [-1, 1]) context.strokeRect(204 + side * 42 - 32, 202, 64, 40);
  }
  context.fillStyle = '#c0392b';
  context.font = 'bold 52px sans-serif';
  context.textAlign = 'center';
  context.fillText('样证', 204, 488);
  return canvas.encode('png');
}
