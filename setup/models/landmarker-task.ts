import { graft, type TensorChange } from './graft.ts';
import { METADATA_NAME, normalizationMetadata } from './normalization.ts';
import { storedZip } from './stored-zip.ts';
import { floatsOf, floatToHalf, OPERATOR, readTflite, type TfliteModel } from './tflite-model.ts';

/** FaceMesh gives 468 points; the task of the browser asks for 478, the last ten of which are the irises. */
const POINTS = 468;
const EYES = [
  [33, 133, 159, 145],
  [362, 263, 386, 374],
] as const;
const POINTS_AN_EYE = 5;
const WIDE = 3 * (POINTS + EYES.length * POINTS_AN_EYE);

/**
 * The `.task` bundle for MediaPipe's FaceLandmarker, made from the networks and the face geometry of the
 * `@mediapipe/face_mesh` package: both networks get normalisation metadata (detector -1..1, mesh 0..1), and the
 * mesh is widened to 478 points, the new ones being eye centres (no true irises).
 */
export function landmarkerTask(detector: Uint8Array, mesh: Uint8Array, geometry: Uint8Array): Uint8Array {
  const wide = readTflite(mesh);
  return storedZip([
    { name: 'face_detector.tflite', content: normalised(readTflite(detector), new Map(), 127.5, 127.5) },
    { name: 'face_landmarks_detector.tflite', content: normalised(wide, widening(wide), 0, 255) },
    { name: 'geometry_pipeline_metadata_landmarks.binarypb', content: geometry },
  ]);
}

function normalised(
  model: TfliteModel,
  changes: ReadonlyMap<number, TensorChange>,
  mean: number,
  deviation: number,
): Uint8Array {
  return graft(model, changes, { name: METADATA_NAME, content: normalizationMetadata(mean, deviation) });
}

/** The changes of the last convolution: 30 more rows, each the mean of the rows of an eye's four outline points. */
function widening(model: TfliteModel): Map<number, TensorChange> {
  const changes = new Map<number, TensorChange>();
  const output = model.outputs[0] ?? -1;
  const convolution = model.operators.find((o) => o.code === OPERATOR.CONV_2D && o.outputs[0] === output);
  if (convolution === undefined) throw new Error('the mesh does not end in a convolution');
  changes.set(output, { shape: [1, 1, 1, WIDE] });
  for (const index of convolution.inputs.slice(1)) {
    const constant = model.operators.find((o) => o.code === OPERATOR.DEQUANTIZE && o.outputs[0] === index)
      ?.inputs[0];
    const half = model.tensors[constant ?? -1];
    if (constant === undefined || half === undefined) throw new Error('the mesh has no float16 weights');
    const shape = [WIDE, ...half.shape.slice(1)];
    changes.set(index, { shape });
    changes.set(constant, { shape, data: widened(floatsOf(half), half.data) });
  }
  return changes;
}

/** Rows of float16: the given ones unchanged, then the eye centres'. */
function widened(rows: Float32Array, half: Uint8Array): Uint8Array {
  const width = rows.length / (3 * POINTS);
  const wide = new Uint8Array(2 * WIDE * width);
  wide.set(half);
  const view = new DataView(wide.buffer);
  let at = half.byteLength;
  for (const eye of EYES)
    for (let point = 0; point < POINTS_AN_EYE; point++)
      for (let axis = 0; axis < 3; axis++)
        for (let column = 0; column < width; column++, at += 2) {
          const sum = eye.reduce((total, p) => total + (rows[(3 * p + axis) * width + column] ?? 0), 0);
          view.setUint16(at, floatToHalf(sum / eye.length), true);
        }
  return wide;
}
