import { z } from 'zod';
import { BoardKey } from '../board.ts';
import { CameraRotation } from '../frame-cut.ts';
import { Act } from './acts.ts';
import { Screen } from './screens.ts';

/**
 * Incompatible changes of this protocol raise the level; the daemon refuses other levels. A new message to the UI or a
 * new optional field is none: the side that does not know it passes it over.
 */
export const API_LEVEL = 1;

/** From the UI, as JSON text frames. Camera frames go beside these as binary frames (domain/face.ts). */
export const ClientMessage = z.discriminatedUnion('type', [
  /** First message of every connection. `takeover` pushes out a hung owner. */
  z.object({ type: z.literal('hello'), api: z.number().int(), takeover: z.boolean() }),
  /** `screen` is the sequence number of the screen on which the person acted: an act on an old screen is refused. */
  z.object({ type: z.literal('act'), screen: z.number().int(), act: Act }),
  /**
   * Heartbeat, at least every 2 s, with the last screen that was really painted. `touched` tells that the person
   * touched or pressed something since the last one: somebody who signs slowly is there and is not asked 还在吗.
   * `drew` tells that the browser drew a frame since the last one: a page whose timers run while nothing reaches the
   * panel does not keep the watchdog quiet.
   */
  z.object({
    type: z.literal('alive'),
    painted: z.number().int(),
    touched: z.boolean().optional(),
    drew: z.boolean().optional(),
  }),
]);
export type ClientMessage = z.infer<typeof ClientMessage>;

/** The four refusals: four different answers to four different mistakes. */
export const Refusal = z.enum(['unknown', 'invalid', 'out-of-state', 'internal']);
export type Refusal = z.infer<typeof Refusal>;

/** To the UI. */
export const ServerMessage = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('hello'),
    api: z.number().int(),
    software: z.string(),
    /** Pixels a millimetre of the panel, from the settings: sizes are in millimetres. */
    pixelsPerMm: z.number().positive(),
    language: z.string(),
    simulated: z.boolean(),
    /** Degrees clockwise by which the camera's picture is turned to stand upright; 0 when it isn't said. */
    cameraRotation: CameraRotation.optional(),
    /** Regular expression for the browser's name of the infrared camera; absent when the device has none. */
    infraredLabel: z.string().optional(),
  }),
  /**
   * The screen to show. `sequence` grows by one a push. `deadline` is the milliseconds left until the daemon
   * asks whether anybody is there, or null. `chime` asks for a short sound.
   */
  z.object({
    type: z.literal('screen'),
    sequence: z.number().int(),
    show: Screen,
    deadlineMs: z.number().int().nullable(),
    chime: z.enum(['none', 'card', 'ask', 'done']),
  }),
  /** A tactile key of the control board: the same as the same key of a keyboard. */
  z.object({ type: z.literal('key'), key: BoardKey }),
  /** Somebody came to stand before the idle screen: it says its invitation. */
  z.object({ type: z.literal('invite') }),
  z.object({ type: z.literal('refused'), refusal: Refusal, detail: z.string() }),
]);
export type ServerMessage = z.infer<typeof ServerMessage>;

/** Close codes of the websocket beyond RFC 6455's. */
export const CLOSE = {
  /** Another screen took over. */
  takenOver: 4001,
  /** Somebody else is the owner and answers heartbeats. */
  occupied: 4009,
  /** Another API level. */
  wrongLevel: 4010,
  /** No hello within 3 s, or no heartbeat for 10 s. */
  silent: 4011,
} as const;
