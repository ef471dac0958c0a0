export * from './pcsc-card-reader.ts';
