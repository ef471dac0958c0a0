import { z } from 'zod';

/** Name of a device, as in the settings. */
export const DeviceId = z.string().regex(/^[a-z0-9][a-z0-9.-]{2,60}$/);
