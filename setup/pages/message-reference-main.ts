import { Act, ClientMessage, Screen, ServerMessage } from '../../domain/index.ts';
import { messageReferencePage } from './message-reference.ts';
import { deliverPage } from './page.ts';

deliverPage(
  'messages.md',
  messageReferencePage([
    {
      title: 'From the screen to the daemon',
      about: 'JSON text frames on `/ws`. Camera frames go beside these as binary frames (`domain/face.ts`).',
      schema: ClientMessage,
      by: 'type',
    },
    {
      title: 'From the daemon to the screen',
      about: 'JSON text frames. The daemon pushes the screen; the screen decides nothing.',
      schema: ServerMessage,
      by: 'type',
    },
    {
      title: 'Acts',
      about: 'What a person can do: the `act` of an `act` message, and the `data-act` of the control.',
      schema: Act,
      by: 'act',
    },
    {
      title: 'Screens',
      about:
        'What can be shown: the `show` of a `screen` message, and the `data-screen` of the root element.',
      schema: Screen,
      by: 'screen',
    },
  ]),
);
