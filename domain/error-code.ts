import { z } from 'zod';

/** A code of the error book as text, e.g. `E-PRINT-001`. */
export const ErrorCodeText = z.string().regex(/^E-[A-Z]+-\d{3}$/);
