export * from './bmp.ts';
export * from './jpeg.ts';
export * from './reader-image.ts';
export * from './vendor-library.ts';
export * from './wlt.ts';
