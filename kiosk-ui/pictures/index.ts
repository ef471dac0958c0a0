export { CardAgain, CardBack, CardOnPad, CardReading, CardTake, OtherCard } from './card.tsx';
export { FaceInMirror, Hello, Staff } from './people.tsx';
export { BackSign, CheckSign, HelpSign, RepeatSign } from './signs.tsx';
export { House, Notebook, Phone, Rest, Saving, Slip, Tick } from './things.tsx';
