/**
 * The kiosk's transparency log as values: RFC 6962 trees, C2SP tlog-tiles, signed notes and checkpoints.
 * Apart from domain/index.ts because it needs node:crypto, which a browser has not.
 */
export * from './bundle.ts';
export * from './canonical-pattern.ts';
export * from './checkpoint.ts';
export * from './cosignature.ts';
export * from './entry-chain.ts';
export * from './entry-form.ts';
export * from './frontier.ts';
export * from './kiosk-chain.ts';
export * from './merkle.ts';
export * from './note.ts';
export * from './proof.ts';
export * from './sm2.ts';
export * from './sm2-note.ts';
export * from './tile.ts';
export * from './verifier-key.ts';
export * from './verify-tree.ts';
