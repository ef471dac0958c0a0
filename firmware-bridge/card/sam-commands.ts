/** A SAM command with its time limit in milliseconds, wire time below 57,600 baud not included. */
export interface SamCommand {
  readonly name: string;
  readonly command: number;
  readonly parameter: number;
  readonly timeoutMs: number;
}

/** Commands of GA/T 467 that a visit needs; time limits are the middle of what running programs use. */
export const SAM_COMMANDS = {
  status: { name: 'status', command: 0x11, parameter: 0xff, timeoutMs: 800 },
  samId: { name: 'samId', command: 0x12, parameter: 0xff, timeoutMs: 800 },
  find: { name: 'find', command: 0x20, parameter: 0x01, timeoutMs: 800 },
  select: { name: 'select', command: 0x20, parameter: 0x02, timeoutMs: 800 },
  read: { name: 'read', command: 0x30, parameter: 0x01, timeoutMs: 3000 },
} as const satisfies Record<string, SamCommand>;

/** Size of the text block and of the photo block, in bytes. */
export const TEXT_BYTES = 256;
export const PHOTO_BYTES = 1024;
