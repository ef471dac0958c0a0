export { Attempt, type AttemptRules, type Outcome } from './attempt.ts';
export { Coach, type Coaching } from './coach.ts';
export { cosine, EMBEDDING_LENGTH } from './embedder.ts';
export { type FaceEmbedder, licensed, type ModelLicence } from './face-embedder.ts';
export { MESH_NUMBERS, MESH_POINTS } from './face-mesh.ts';
export { FaceReader } from './face-reader.ts';
export { type FaceOptions, FaceService, type TryEvents } from './face-service.ts';
export { SecretMemory } from './secret-memory.ts';
export { CARD_VIEWS, FRAME_VIEWS, LIVE_VIEWS, PLAIN_VIEWS, type View } from './views.ts';
