import { BoardLight } from '../../domain/index.ts';
import type { DockBoard } from './api.ts';
import type { Tell } from './CardPanel.tsx';
import { Label } from './Label.tsx';

const KEYS = [1, 2, 3, 4] as const;

/** The control board: its lights and watchdog, and what may happen to it. */
export function BoardPanel({ board, tell }: { board: DockBoard | null; tell: Tell }) {
  if (board === null)
    return (
      <section>
        <h2>
          <Label of="board" />
        </h2>
        <p class="empty">
          <Label of="boardAway" />
        </p>
      </section>
    );
  const gone = board.line === 'gone';
  const happens = [
    { word: 'near', on: board.near, body: { cmd: 'near', near: !board.near } },
    { word: 'doorOpen', on: board.doorOpen, body: { cmd: 'door', open: !board.doorOpen } },
    { word: 'powerFailing', on: board.powerFailing, body: { cmd: 'power', failing: !board.powerFailing } },
    { word: 'boardGone', on: gone, body: { cmd: 'line', state: gone ? 'back' : 'gone' } },
  ] as const;
  return (
    <section class="board">
      <h2>
        <Label of="board" />
      </h2>
      <ul class="lights">
        {BoardLight.options.map((light) => (
          <li key={light}>
            <i data-light={board.lights[light]} />
            <Label of={`light-${light}`} />
          </li>
        ))}
      </ul>
      <p class="watchdog">
        <Label of="watchdog" />
        {board.kioskHasPower ? null : <Label of="cutting" />}
        {!board.kioskHasPower || board.watchdogMs > 0 ? null : <Label of="resting" />}
        {board.watchdogMs === 0 ? null : (
          <>
            <b>{board.watchdogMs / 1000}</b>
            <Label of="armed" />
          </>
        )}
      </p>
      <fieldset>
        {happens.map(({ word, on, body }) => (
          <button
            key={word}
            type="button"
            data-act={`board-${word}`}
            aria-pressed={on}
            onClick={() => void tell('board', body)}
          >
            <Label of={word} />
          </button>
        ))}
      </fieldset>
      <fieldset class="keys">
        {KEYS.map((key) => (
          <button
            key={key}
            type="button"
            data-act={`board-key-${key}`}
            disabled={!board.hostAlive || gone}
            onClick={() => void tell('board', { cmd: 'key', key })}
          >
            <b>{key}</b>
            <Label of={`key-${key}`} />
          </button>
        ))}
      </fieldset>
    </section>
  );
}
