/**
 * The certificate library's container of parts (tsyringe) refuses to load without the proposed functions of Reflect
 * that tell a class's decorated parameters. No part that it holds has any, so here they tell of none. Imported before
 * the library.
 */
if (!('getMetadata' in Reflect))
  Object.assign(Reflect, {
    getMetadata: () => undefined,
    getOwnMetadata: () => undefined,
    defineMetadata: () => undefined,
  });
