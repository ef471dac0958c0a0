import { z } from 'zod';

/**
 * What an account may do: an officer (经办人) works the queues, an approver (审批人) decides besides, an auditor
 * (审计人) reads only (A69).
 */
export const Role = z.enum(['officer', 'approver', 'auditor']);
export type Role = z.infer<typeof Role>;

/** Name of an account: it stands in the county's ledger, so no names of persons that are not meant to be there. */
export const AccountName = z.string().regex(/^[a-z][a-z0-9.-]{0,38}[a-z0-9]$/);

/** One officer's account as it is kept. */
export const Account = z.object({
  name: AccountName,
  role: Role,
  state: z.enum(['open', 'closed']),
  /** `scrypt$…`, see password.ts. */
  password: z.string(),
  /** Whether the password is the first one, which somebody else has seen. */
  mustChange: z.number().transform((value) => value === 1),
  /** Base32 secret of the second factor (RFC 6238). */
  secret: z.string(),
  /** Time step of the last code that was taken: no code passes twice (RFC 6238, 5.2). */
  lastStep: z.number().int(),
  /** Hex SHA-256 of each recovery code that is left. */
  recovery: z.string().transform((text) => z.array(z.string()).parse(JSON.parse(text))),
  madeAt: z.string().datetime(),
});
export type Account = z.infer<typeof Account>;
