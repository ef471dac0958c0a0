import { TILE_WIDTH, type TileName } from '../../domain/tlog/index.ts';

/** The tiles of a level, 0 or entries, that leaves `from` to `to` (without it) of a tree of `size` lie in. */
export function* tilesBetween(
  level: 0 | 'entries',
  from: number,
  to: number,
  size: number,
): Generator<TileName> {
  for (let index = Math.floor(from / TILE_WIDTH); index * TILE_WIDTH < to; index++)
    yield { level, index, width: Math.min(TILE_WIDTH, size - index * TILE_WIDTH) };
}
