import { useEffect, useRef, useState } from 'preact/hooks';
import { type CardFile, madeUpIdNumber } from '../../domain/index.ts';
import type { Person } from './api.ts';
import type { Tell } from './CardPanel.tsx';
import { Label } from './Label.tsx';
import { WORDS } from './words.ts';

/** The card's photo: 102 x 126 on the real one, taken twice as large. */
const PHOTO = { width: 204, height: 252 };

/** A specimen card with the visitor's own face, so that the face step can be tried by anybody. */
export function SpecimenPanel({ people, tell }: { people: Person[]; tell: Tell }) {
  const video = useRef<HTMLVideoElement>(null);
  const [stream, setStream] = useState<MediaStream>();
  const [trouble, setTrouble] = useState(false);
  const [name, setName] = useState('样卡一');
  const [person, setPerson] = useState('');
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
    await tell('card/insert', person === '' ? { card: specimenCard(name), photo } : { person, photo });
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
            onChange={(event) => setPerson(event.currentTarget.value)}
          >
            <option value="">{WORDS.stranger.join(' · ')}</option>
            {people.map((each) => (
              <option key={each.key} value={each.key}>
                {each.name}
              </option>
            ))}
          </select>
        </label>
        {person === '' ? (
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
            <video ref={video} class="mirrored" autoplay muted playsInline />
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

/** The middle of the picture in the card's proportions, as base64 of a JPEG. */
function snapshot(video: HTMLVideoElement): string | undefined {
  const canvas = document.createElement('canvas');
  canvas.width = PHOTO.width;
  canvas.height = PHOTO.height;
  const height = video.videoHeight;
  const width = (height * PHOTO.width) / PHOTO.height;
  const paper = canvas.getContext('2d');
  if (paper === null || height === 0) return undefined;
  paper.drawImage(video, (video.videoWidth - width) / 2, 0, width, height, 0, 0, PHOTO.width, PHOTO.height);
  return canvas.toDataURL('image/jpeg', 0.92).split(',')[1];
}
