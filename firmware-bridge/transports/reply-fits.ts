import { SAM_COMMANDS, SAM_SUCCESS, type SamReply } from '../card/index.ts';

const COMMAND_AT = 7;
const FOUND = 0x9f;

/** Sizes of the data after a success, least and most in bytes; what carries a card is checked by its own fields. */
const DATA_BYTES: readonly (readonly [command: number, parameter: number, least: number, most: number])[] = [
  [SAM_COMMANDS.reset.command, SAM_COMMANDS.reset.parameter, 0, 4],
  [SAM_COMMANDS.status.command, SAM_COMMANDS.status.parameter, 0, 4],
  [SAM_COMMANDS.samId.command, SAM_COMMANDS.samId.parameter, 16, 16],
  [SAM_COMMANDS.select.command, SAM_COMMANDS.select.parameter, 0, 8],
  [SAM_COMMANDS.read.command, SAM_COMMANDS.read.parameter, 260, 65_535],
  [SAM_COMMANDS.newAddress.command, SAM_COMMANDS.newAddress.parameter, 1, SAM_COMMANDS.newAddress.replyBytes],
];

/**
 * Whether a reply can be the one to this command, by status and size: a reply of an earlier command, late or sent
 * twice, mostly cannot. Only find is answered by 9F; every refusal can be anybody's.
 */
export function canAnswer(frame: Uint8Array, { status, data }: SamReply): boolean {
  const [command, parameter] = frame.subarray(COMMAND_AT);
  const { find } = SAM_COMMANDS;
  const isFind = command === find.command && parameter === find.parameter;
  if (status === FOUND) return isFind;
  if (status !== SAM_SUCCESS) return true;
  if (isFind) return false;
  const sizes = DATA_BYTES.find(([known, of]) => known === command && of === parameter);
  return sizes === undefined || (data.length >= sizes[2] && data.length <= sizes[3]);
}
