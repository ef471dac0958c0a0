import type { Screen } from '../../domain/index.ts';
import { AlreadyConfirmed } from './AlreadyConfirmed.tsx';
import { CardAway } from './CardAway.tsx';
import { ChangeAddress } from './ChangeAddress.tsx';
import { ChangePhone } from './ChangePhone.tsx';
import { Contact } from './Contact.tsx';
import { ContactChoose } from './ContactChoose.tsx';
import { Declined } from './Declined.tsx';
import { Done } from './Done.tsx';
import { Face } from './Face.tsx';
import { FaceConsent } from './FaceConsent.tsx';
import { Greeting } from './Greeting.tsx';
import { Idle } from './Idle.tsx';
import { Noted } from './Noted.tsx';
import { NotOnRoster } from './NotOnRoster.tsx';
import { OtherCardScreen } from './OtherCard.tsx';
import { OutOfService } from './OutOfService.tsx';
import { PowerOut } from './PowerOut.tsx';
import { Reading } from './Reading.tsx';
import { SavingScreen } from './Saving.tsx';
import { Sign } from './Sign.tsx';
import { StaffAttest } from './StaffAttest.tsx';
import { StaffCall } from './StaffCall.tsx';
import { StaffCompare } from './StaffCompare.tsx';
import { StillThere } from './StillThere.tsx';
import { TakeCard } from './TakeCard.tsx';
import { Unreadable } from './Unreadable.tsx';
import { WaitForStaff } from './WaitForStaff.tsx';

/** The screen that the daemon asks for. */
export function Show({ show }: { show: Screen }) {
  switch (show.screen) {
    case 'idle':
      return <Idle {...show.props} />;
    case 'reading':
      return <Reading />;
    case 'unreadable':
      return <Unreadable {...show.props} />;
    case 'other-card':
      return <OtherCardScreen {...show.props} />;
    case 'greeting':
      return <Greeting {...show.props} />;
    case 'not-on-roster':
      return <NotOnRoster {...show.props} />;
    case 'already-confirmed':
      return <AlreadyConfirmed {...show.props} />;
    case 'face-consent':
      return <FaceConsent {...show.props} />;
    case 'face':
      return <Face {...show.props} />;
    case 'staff-call':
      return <StaffCall {...show.props} />;
    case 'staff-compare':
      return <StaffCompare {...show.props} />;
    case 'staff-attest':
      return <StaffAttest {...show.props} />;
    case 'contact':
      return <Contact {...show.props} />;
    case 'contact-choose':
      return <ContactChoose {...show.props} />;
    case 'change-phone':
      return <ChangePhone {...show.props} />;
    case 'change-address':
      return <ChangeAddress {...show.props} />;
    case 'sign':
      return <Sign {...show.props} />;
    case 'saving':
      return <SavingScreen />;
    case 'done':
      return <Done {...show.props} />;
    case 'noted':
      return <Noted {...show.props} />;
    case 'declined':
      return <Declined />;
    case 'take-card':
      return <TakeCard />;
    case 'card-away':
      return <CardAway />;
    case 'still-there':
      return <StillThere />;
    case 'wait-for-staff':
      return <WaitForStaff {...show.props} />;
    case 'power-out':
      return <PowerOut {...show.props} />;
    case 'out-of-service':
      return <OutOfService {...show.props} />;
  }
}
