/** The schema of an answer from that of what is answered: a record's body, or what came in. Titles come along. */
import * as z from 'zod';
import { layersOf, meanings } from '../../shared/meaning.ts';
import { instantOut } from './answer-fields.ts';

type Schema = z.core.$ZodType;

/** The fields of an object as they are answered: instants as RFC 3339, what may be left out null. */
export function answersOf(shape: Readonly<Record<string, Schema>>): Record<string, z.ZodType> {
  return Object.fromEntries(Object.entries(shape).map(([name, field]) => [name, answerOf(field)]));
}

/** One field, or a whole body, as it is answered. */
export function answerOf(schema: Schema): z.ZodType {
  const answer = formOf(schema);
  const { id: _id, ...told } = z.globalRegistry.get(schema) ?? {};
  return answer === schema ? (schema as z.ZodType) : answer.meta(told);
}

function formOf(schema: Schema): z.ZodType {
  const { is, sealed, hidden, sparse } = meanings.get(schema) ?? {};
  if (is === 'instant') return instantOut;
  if (sealed) return z.string().register(meanings, { sealed: true });
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'object':
      if (hidden) return nullable(answerOf(def.shape.value as Schema));
      return sparse ? z.strictObject(answersOf(def.shape)).partial() : z.strictObject(answersOf(def.shape));
    case 'array':
      return z.array(answerOf(def.element));
    case 'optional':
      return isList(def.innerType) ? answerOf(def.innerType) : nullable(answerOf(def.innerType));
    case 'nullable':
      return nullable(answerOf(def.innerType));
    case 'default':
      return answerOf(def.innerType);
    case 'pipe':
      return answerOf(def.in);
    default:
      return schema as z.ZodType;
  }
}

/** An absent list is answered as an empty one. */
function isList(schema: Schema): boolean {
  return layersOf(schema).some(({ _zod }) => _zod.def.type === 'array');
}

/** Once is enough. */
function nullable(answer: z.ZodType): z.ZodType {
  return answer instanceof z.ZodNullable ? answer : answer.nullable();
}
