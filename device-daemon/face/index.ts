export { Attempt, type AttemptRules, type Outcome } from './attempt.ts';
export { type Bands, bandOf } from './bands.ts';
export { Coach, type Coaching } from './coach.ts';
export { cosine, EMBEDDING_LENGTH } from './embedder.ts';
export { MESH_NUMBERS, MESH_POINTS } from './face-mesh.ts';
export { FaceReader } from './face-reader.ts';
export { type FaceOptions, FaceService, type TryEvents } from './face-service.ts';
export { MOST_IMAGE_BYTES, readImage } from './read-image.ts';
export { SecretMemory } from './secret-memory.ts';
