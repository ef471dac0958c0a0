import { useEffect, useState } from 'preact/hooks';
import { type Answer, type DockState, getPeople, getState, order, type Person } from './api.ts';
import { BoardPanel } from './BoardPanel.tsx';
import { CardPanel } from './CardPanel.tsx';
import { KioskWindow } from './KioskWindow.tsx';
import { Label } from './Label.tsx';
import { SlipPanel } from './SlipPanel.tsx';
import { SpecimenPanel } from './SpecimenPanel.tsx';
import { Switches } from './Switches.tsx';

const POLL_MS = 1_000;

/** The kiosk at the left, its simulated hardware at the right. */
export function Dock() {
  const [state, setState] = useState<DockState>();
  const [people, setPeople] = useState<Person[]>([]);
  const [refused, setRefused] = useState('');
  useEffect(() => {
    let gone = false;
    let timer: ReturnType<typeof setTimeout>;
    const poll = async () => {
      const now = await getState();
      if (gone) return;
      setState(now);
      timer = setTimeout(poll, POLL_MS);
    };
    void poll();
    getPeople().then(setPeople, () => undefined);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, []);
  const tell = async (path: string, body: unknown) => {
    const answer: Answer = await order(path, body);
    setRefused(answer.done ? '' : answer.why || ' ');
    setState(await getState());
  };
  return (
    <div class="dock" data-screen="dock">
      <KioskWindow />
      <aside class="panel">
        <header>
          <h1>
            <Label of="title" />
          </h1>
          {state === undefined || state.operator === null ? null : (
            <p class="operator">
              <Label of="operator" />
              <b>{state.operator.id}</b>
              <Label of="pin" />
              <b>{state.operator.pin}</b>
            </p>
          )}
        </header>
        {state === undefined ? (
          <p class="away" role="status">
            <Label of="away" />
          </p>
        ) : null}
        {refused === '' ? null : (
          <p class="away" role="alert">
            <Label of="refused" /> <code>{refused}</code>
          </p>
        )}
        <CardPanel card={state?.card ?? null} people={people} tell={tell} />
        <Switches state={state} tell={tell} />
        {state === undefined ? null : <BoardPanel board={state.board} tell={tell} />}
        {state === undefined ? null : <SlipPanel slips={state.slips} />}
        <SpecimenPanel people={people} tell={tell} />
      </aside>
    </div>
  );
}
