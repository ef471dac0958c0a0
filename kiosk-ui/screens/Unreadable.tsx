import { BigButton, Frame, Note, Question } from '../parts/index.ts';
import { CardAgain } from '../pictures/index.ts';
import { text } from '../texts/index.ts';
import { useSpoken } from '../voice/index.ts';
import type { PropsOf } from './props.ts';

/** X1: the card could not be read. The way to staff is there from the first time. */
export function Unreadable({ tries }: PropsOf<'unreadable'>) {
  const staffFirst = tries > 1;
  useSpoken(['unreadable.question', 'unreadable.takeOut', 'unreadable.flat']);
  return (
    <Frame
      screen="unreadable"
      step={1}
      plate={<CardAgain />}
      help={false}
      answers={
        <BigButton label="unreadable.staff" act={{ act: 'staff' }} look={staffFirst ? 'yes' : 'plain'} />
      }
    >
      <Question>{text('unreadable.question')}</Question>
      <Note>{text('unreadable.takeOut')}</Note>
      <Note>{text('unreadable.flat')}</Note>
    </Frame>
  );
}
