import type { FastifySchemaCompiler } from 'fastify';
import { ZodError } from 'zod/v4';
import type { core, ZodType } from 'zod/v4';

import { jsonPointer, validationError } from './refused-fields.mts';
import type { Exchange } from './context.mts';
import type { RefusedField } from './refused-fields.mts';

const PARTS: Record<string, RefusedField['in']> = {
	body: 'body',
	querystring: 'query',
	params: 'path',
};

/** Checks one part of a request; refusals point to the field. */
export const validatorCompiler: FastifySchemaCompiler<ZodType> = ({ schema, httpPart }) => {
	// Headers are judged where they are used: their refusals have codes of their own.
	if (httpPart === 'headers') return (value: unknown) => ({ value });
	const part = PARTS[httpPart ?? 'body'] ?? 'body';
	return (data: unknown) => {
		const result = schema.safeParse(data);
		if (result.success) return { value: result.data };
		return { error: validationError(refusedFields(result.error, part)) };
	};
};

/** One refused field per finding; an unknown property is pointed to itself, not to its parent. */
export function refusedFields(error: ZodError, part: RefusedField['in']): RefusedField[] {
	return error.issues.flatMap((issue: core.$ZodIssue) => {
		if (issue.code !== 'unrecognized_keys') {
			return [{ in: part, pointer: jsonPointer(issue.path), message: issue.message }];
		}
		return issue.keys.map((key) => ({
			in: part,
			pointer: jsonPointer([...issue.path, key]),
			message: 'unknown field',
		}));
	});
}

/**
 * What the schemas do not see: a body where none belongs, one that is not JSON, a wrong content type.
 *
 * @throws ApiError 400
 */
export function checkBodyForm(takesBody: boolean, exchange: Exchange): void {
	const { entry, bodyProblem } = exchange;
	if (entry.rawBody === '') return;
	const refuse = (part: RefusedField['in'], pointer: string, message: string) => {
		throw validationError([{ in: part, pointer, message }]);
	};
	if (!takesBody) refuse('body', '', 'this endpoint takes no body');
	const contentType = String(entry.headers['content-type'] ?? '');
	if (!/^application\/json\s*(;|$)/i.test(contentType)) {
		refuse('header', '/content-type', 'must be application/json');
	}
	if (bodyProblem !== undefined) refuse('body', '', bodyProblem);
}
