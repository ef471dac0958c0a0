import { useEffect, useRef, useState } from 'preact/hooks';
import { type CardFile, madeUpIdNumber } from '../../domain/index.ts';
import type { Person } from './api.ts';
import type { Tell } from './CardPanel.tsx';
import { Label } from './Label.tsx';
import { snapshot } from './snapshot.ts';
import { WORDS } from './words.ts';

const STRANGER = '';

/** A specimen card with the visitor's own face, so that the face step can be tried by anybody. */
export function SpecimenPanel({ people, tell }: { people: Person[]; tell: Tell }) {
  const video = useRef<HTMLVideoElement>(null);
  const [stream, setStream] = useState<MediaStream>();
  const [trouble, setTrouble] = useState(false);
  const [name, setName] = useState('样卡一');
  const [chosen, setChosen] = useState<string>();
  // Somebody of the roster unless the visitor wants otherwise: a stranger's card never comes to the face step.
  const person = chosen ?? people[0]?.key ?? STRANGER;
  useEffect(() => {
    if (video.current !== null && stream !== undefined) video.current.srcObject = stream;
    return () => {
      for (const track of stream?.getTracks() ?? []) track.stop();
    };
  }, [stream]);
  const open = () =>
    navigator.mediaDevices.getUserMedia({ video: { width: 640, height: 480 }, audio: false }).then(
      (opened) => {
        setTrouble(false);
        setStream(opened);
      },
      () => setTrouble(true),
    );
  const issue = async () => {
    const photo = video.current === null ? undefined : snapshot(video.current);
    if (photo === undefined) return;
    setStream(undefined);
    await tell('card/insert', person === STRANGER ? { card: specimenCard(name), photo } : { person, photo });
  };
  return (
    <section>
      <h2>
        <Label of="specimen" />
      </h2>
      <div class="specimen">
        <label>
          <Label of="whose" />
          <select
            data-act="specimen-person"
            value={person}
            onChange={(event) => setChosen(event.currentTarget.value)}
          >
            {people.map((each) => (
              <option key={each.key} value={each.key}>
                {each.name}
              </option>
            ))}
            <option value={STRANGER}>{WORDS.stranger.join(' · ')}</option>
          </select>
        </label>
        {person === STRANGER ? (
          <label>
            <Label of="name" />
            <input
              data-act="specimen-name"
              value={name}
              maxLength={15}
              onInput={(event) => setName(event.currentTarget.value)}
            />
          </label>
        ) : null}
        {stream === undefined ? (
          <button type="button" data-act="specimen-camera" onClick={() => void open()}>
            <Label of="openCamera" />
          </button>
        ) : (
          <>
            <Label of="fitHead" />
            <div class="portrait">
              <video ref={video} autoplay muted playsInline />
              <svg viewBox="0 0 102 126" aria-hidden="true">
                <ellipse cx="51" cy="60" rx="28" ry="38" />
                <path d="M6 126 C8 106 26 102 40 98 M96 126 C94 106 76 102 62 98" />
              </svg>
            </div>
            <button type="button" data-act="specimen-issue" onClick={() => void issue()}>
              <Label of="snapshot" />
            </button>
          </>
        )}
        {trouble ? <Label of="noCamera" /> : null}
        <Label of="specimenNote" />
      </div>
    </section>
  );
}

/** A made-up resident's card: area code 990000, which is unassigned. */
function specimenCard(name: string): CardFile {
  return {
    type: 'resident',
    name,
    sex: 'male',
    ethnic: '汉',
    birth: '1952-03-07',
    address: '示例市示范区和平镇团结村三组',
    idNumber: madeUpIdNumber('19520307', 923),
    issuer: '示例市公安局示范分局',
    validFrom: '2016-01-01',
    validTo: '长期',
  };
}
