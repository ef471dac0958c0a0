import { z } from 'zod';

/** Where and how a simulated printer stands. */
export const PrinterPlace = z.object({
  dataFolder: z.string().min(1),
  /** TCP port on 127.0.0.1; 0 takes any free one. */
  port: z.number().int().min(0).max(65_535).default(0),
  /** Device file to be made instead of a TCP port: a pseudo-terminal, for the transports `usb` and `serial`. */
  path: z.string().max(200).default(''),
  /** Speed of the line at `path`; 0 = no limit. */
  bytesPerSecond: z.number().min(0).max(10_000_000).default(0),
  /** Speed of the paper; 0 prints in no time. Receipt printers do 60 to 300. */
  mmPerSecond: z.number().min(0).max(1000).default(0),
  /** Name of the printer profile that it behaves like. */
  profile: z.string().default('escpos-80'),
});
export type PrinterPlace = z.infer<typeof PrinterPlace>;
