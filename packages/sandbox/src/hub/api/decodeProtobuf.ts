import { isJsonMap, JsonMap } from '../store/schema/StructuralSchema';

/*
 * kubectl sends the bodies of a few commands (create namespace, auth can-i) as protobuf without offering JSON. This reads the
 * kinds concerned; field numbers are those of the generated.proto files in k8s.io/api and k8s.io/apimachinery.
 */

type FieldType =
  | 'string'
  | 'int'
  | 'bool'
  | 'bytes'
  | 'stringMap'
  | 'bytesMap'
  | 'time'
  | MessageShape;

interface Field {
  name: string;
  type: FieldType;
  repeated?: boolean;
}

/** Fields by number. */
interface MessageShape {
  [number: number]: Field;
}

function field(name: string, type: FieldType = 'string'): Field {
  return { name, type };
}

function list(name: string, type: FieldType = 'string'): Field {
  return { name, type, repeated: true };
}

const ownerReference: MessageShape = {
  1: field('kind'),
  3: field('name'),
  4: field('uid'),
  5: field('apiVersion'),
  6: field('controller', 'bool'),
  7: field('blockOwnerDeletion', 'bool'),
};

const metadata = field('metadata', {
  1: field('name'),
  2: field('generateName'),
  3: field('namespace'),
  5: field('uid'),
  6: field('resourceVersion'),
  8: field('creationTimestamp', 'time'),
  11: field('labels', 'stringMap'),
  12: field('annotations', 'stringMap'),
  13: list('ownerReferences', ownerReference),
  14: list('finalizers'),
});

const kinds: Record<string, MessageShape> = {
  'v1/Namespace': { 1: metadata, 2: field('spec', { 1: list('finalizers') }) },
  'v1/ConfigMap': {
    1: metadata,
    2: field('data', 'stringMap'),
    3: field('binaryData', 'bytesMap'),
    4: field('immutable', 'bool'),
  },
  'v1/Secret': {
    1: metadata,
    2: field('data', 'bytesMap'),
    3: field('type'),
    4: field('stringData', 'stringMap'),
    5: field('immutable', 'bool'),
  },
  'v1/ServiceAccount': { 1: metadata },
  'authorization.k8s.io/v1/SelfSubjectAccessReview': {
    1: metadata,
    2: field('spec', {
      1: field('resourceAttributes', {
        1: field('namespace'),
        2: field('verb'),
        3: field('group'),
        4: field('version'),
        5: field('resource'),
        6: field('subresource'),
        7: field('name'),
      }),
      2: field('nonResourceAttributes', { 1: field('path'), 2: field('verb') }),
    }),
  },
  'authorization.k8s.io/v1/SelfSubjectRulesReview': {
    1: metadata,
    2: field('spec', { 1: field('namespace') }),
  },
  'authentication.k8s.io/v1/SelfSubjectReview': { 1: metadata },
};

const unknownShape: MessageShape = {
  1: field('type', { 1: field('apiVersion'), 2: field('kind') }),
  2: field('raw', 'bytes'),
};

const magic = Buffer.from('k8s\0');

/**
 * Decodes `application/vnd.kubernetes.protobuf`; undefined when the kind is none that is known here.
 *
 * @throws RangeError when the bytes are no such message
 */
export function decodeProtobuf(body: Buffer): JsonMap | undefined {
  if (!body.subarray(0, magic.length).equals(magic)) {
    return undefined;
  }
  const envelope = decodeMessage(body.subarray(magic.length), unknownShape);
  const type = isJsonMap(envelope.type) ? envelope.type : {};
  const shape = kinds[`${type.apiVersion}/${type.kind}`];
  const raw = Buffer.from(String(envelope.raw ?? ''), 'base64');
  return (
    shape && {
      apiVersion: type.apiVersion,
      kind: type.kind,
      ...decodeMessage(raw, shape),
    }
  );
}

/** Reads protobuf's wire format. */
class WireReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get done(): boolean {
    return this.#at >= this.#bytes.length;
  }

  next(): { number: number; value: bigint | Buffer } {
    const tag = Number(this.#varint());
    const number = Math.floor(tag / 8);
    switch (tag % 8) {
      case 0:
        return { number, value: this.#varint() };
      case 1:
        return { number, value: this.#take(8) };
      case 2:
        return { number, value: this.#take(Number(this.#varint())) };
      case 5:
        return { number, value: this.#take(4) };
      default:
        throw new RangeError('not a protobuf message');
    }
  }

  #varint(): bigint {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.#take(1)[0];
      value += BigInt(byte % 128) * 2n ** shift;
      if (byte < 128) {
        return BigInt.asIntN(64, value);
      }
    }
    throw new RangeError('not a protobuf message');
  }

  #take(length: number): Buffer {
    const end = this.#at + length;
    if (length < 0 || end > this.#bytes.length) {
      throw new RangeError('not a protobuf message');
    }
    const taken = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return taken;
  }
}

function decodeMessage(bytes: Buffer, shape: MessageShape): JsonMap {
  const result: JsonMap = {};
  const reader = new WireReader(bytes);
  while (!reader.done) {
    const { number, value } = reader.next();
    const known = shape[number];
    if (known) {
      put(result, known, value);
    }
  }
  return result;
}

function put(result: JsonMap, known: Field, value: bigint | Buffer): void {
  const decoded = decodeValue(known.type, value);
  if (known.repeated) {
    result[known.name] = [...((result[known.name] as []) ?? []), decoded];
  } else if (known.type === 'stringMap' || known.type === 'bytesMap') {
    result[known.name] = {
      ...(result[known.name] as JsonMap | undefined),
      ...(decoded as JsonMap),
    };
  } else if (decoded !== '' && decoded !== undefined) {
    result[known.name] = decoded;
  }
}

function decodeValue(type: FieldType, value: bigint | Buffer): unknown {
  if (typeof value === 'bigint') {
    return type === 'bool' ? value !== 0n : Number(value);
  }
  switch (type) {
    case 'string':
      return value.toString('utf8');
    case 'bytes':
      return value.toString('base64');
    case 'stringMap':
    case 'bytesMap': {
      const entry = decodeMessage(value, {
        1: field('key'),
        2: field('value', type === 'stringMap' ? 'string' : 'bytes'),
      });
      return { [String(entry.key ?? '')]: entry.value ?? '' };
    }
    case 'time': {
      const { seconds } = decodeMessage(value, { 1: field('seconds', 'int') });
      return typeof seconds === 'number' && seconds > 0
        ? new Date(seconds * 1000).toISOString()
        : undefined;
    }
    default:
      return typeof type === 'object' ? decodeMessage(value, type) : undefined;
  }
}
