import { readFileSync } from 'node:fs';
import koffi from 'koffi';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { modelsFolder } from '../../config/index.ts';
import { FrameSlots } from '../../device-daemon/face/frame-slots.ts';
import { FaceReader, SecretMemory } from '../../device-daemon/face/index.ts';

/** Every array that the face networks ask for, kept to be looked at. */
class WatchedMemory extends SecretMemory {
  readonly made: (Float32Array | Float64Array | Uint8Array)[] = [];

  override add<T extends Float32Array | Float64Array | Uint8Array>(array: T): T {
    this.made.push(array);
    return super.add(array);
  }
}

/** Flags of the mapping that holds an address (`VmFlags` of /proc/self/smaps): `lo` locked, `dd` left out of cores. */
function flagsAt(address: bigint): string[] {
  let here = false;
  for (const line of readFileSync('/proc/self/smaps', 'latin1').split('\n')) {
    const [, start, end] = /^([0-9a-f]+)-([0-9a-f]+) /.exec(line) ?? [];
    if (start !== undefined && end !== undefined)
      here = address >= BigInt(`0x${start}`) && address < BigInt(`0x${end}`);
    else if (here && line.startsWith('VmFlags:')) return line.slice('VmFlags:'.length).trim().split(' ');
  }
  throw new Error('the address is in no mapping');
}

/** The first and the last byte of an array are locked and in no core. */
function assertKept(array: Float32Array | Float64Array | Uint8Array): void {
  const address = koffi.address(array);
  for (const at of [address, address + BigInt(array.byteLength - 1)]) {
    const flags = flagsAt(at);
    assert.ok(flags.includes('lo'), `locked: ${array.byteLength} bytes, ${flags.join(' ')}`);
    assert.ok(flags.includes('dd'), `in no core: ${array.byteLength} bytes, ${flags.join(' ')}`);
  }
}

test('frames, crops, tensors, points and embeddings are locked in memory and left out of cores', async () => {
  for (const shared of new FrameSlots().shared) assertKept(new Uint8Array(shared));
  const memory = new WatchedMemory();
  await FaceReader.load(modelsFolder(), memory);
  memory.floats(3);
  assert.ok(memory.made.length > 6);
  for (const array of memory.made) assertKept(array);
});

test('memory that nobody locked is known for what it is', () => {
  const flags = flagsAt(koffi.address(new Uint8Array(new ArrayBuffer(1 << 20))));
  assert.not(flags.includes('lo') || flags.includes('dd'), flags.join(' '));
});

test.run();
