export { ensureModels } from './ensure-models.ts';
export { landmarkerTask } from './landmarker-task.ts';
export { readTflite } from './tflite-model.ts';
export { tfliteToOnnx } from './tflite-to-onnx.ts';
