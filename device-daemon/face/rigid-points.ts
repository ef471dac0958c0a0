/**
 * Mesh points on bone and cartilage, which stay in place on the head whatever the face does: nose, eye corners,
 * forehead, cheekbones, temples. Lids, lips and jaw move when a person blinks or speaks and are left out.
 */
export const RIGID_POINTS: readonly number[] = [
  168, 6, 197, 195, 5, 4, 1, 19, 2, 98, 327, 48, 278, 129, 358, 49, 279, 198, 420, 131, 360, 122, 351, 196,
  419, 33, 133, 362, 263, 10, 151, 9, 8, 108, 337, 69, 299, 67, 297, 109, 338, 21, 251, 54, 284, 103, 332, 50,
  280, 101, 330, 117, 346, 116, 345, 123, 352, 234, 454, 127, 356, 93, 323,
];
