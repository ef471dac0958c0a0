import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { restKey, restScreen, screenRests } from '../a11y/index.ts';
import type { TextKey } from '../texts/index.ts';
import { nameControl } from '../voice/index.ts';

interface PressProps {
  /** Name in `data-act`. */
  readonly act: string;
  /** Text that the voice says when the four keys reach this control. */
  readonly say: TextKey;
  readonly class: string;
  readonly onPress: () => void;
  readonly disabled?: boolean;
  readonly pressed?: boolean;
  readonly label?: string;
  readonly children: ComponentChildren;
}

/** How far outside a control a finger may be lifted, in CSS pixels: a hand that trembles slides. */
const SLIDE = 16;

/**
 * The one touchable thing. It acts on release inside itself (or a little beside), by mouse, finger, stylus or key.
 * Names that start with `key-` stay inside the UI and rest by themselves; all others rest the whole screen.
 */
export function Press(props: PressProps) {
  const down = useRef(false);
  const press = (control: HTMLElement) => {
    if (props.disabled || screenRests() || control.dataset.resting !== undefined) return;
    if (props.act.startsWith('key-')) restKey(control);
    else restScreen();
    props.onPress();
  };
  return (
    <button
      type="button"
      ref={(control) => nameControl(control, props.say)}
      class={`press ${props.class}`}
      data-act={props.act}
      disabled={props.disabled}
      aria-pressed={props.pressed}
      aria-label={props.label}
      onPointerDown={(event) => {
        down.current = event.isPrimary;
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerCancel={() => {
        down.current = false;
      }}
      onPointerUp={(event) => {
        const wasDown = down.current;
        down.current = false;
        if (wasDown && isOver(event.currentTarget, event)) press(event.currentTarget);
      }}
      onClick={(event) => {
        // A click of the keyboard or of an assistive tool; the pointer's was taken at its release.
        if (event.detail === 0) press(event.currentTarget);
      }}
    >
      {props.children}
    </button>
  );
}

function isOver(control: HTMLElement, point: { clientX: number; clientY: number }): boolean {
  const box = control.getBoundingClientRect();
  return (
    point.clientX >= box.left - SLIDE &&
    point.clientX <= box.right + SLIDE &&
    point.clientY >= box.top - SLIDE &&
    point.clientY <= box.bottom + SLIDE
  );
}
