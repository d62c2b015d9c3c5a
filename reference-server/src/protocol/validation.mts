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
	return error.issues.flatMap((issue) => fieldsOf(issue, [], part));
}

function fieldsOf(
	issue: core.$ZodIssue,
	above: readonly PropertyKey[],
	part: RefusedField['in'],
): RefusedField[] {
	const path = [...above, ...issue.path];
	if (issue.code === 'invalid_union' && issue.errors.length > 0) {
		// Of several forms, the one that fits best says where.
		const depth = (issues: core.$ZodIssue[]) => Math.max(...issues.map((one) => one.path.length));
		const [best = []] = issue.errors.toSorted((a, b) => depth(b) - depth(a));
		if (depth(best) > 0) return best.flatMap((one) => fieldsOf(one, path, part));
	}
	const keys = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [key]) : [[]];
	const message = issue.code === 'unrecognized_keys' ? 'unknown field' : issue.message;
	return keys.map((key) => ({ in: part, pointer: jsonPointer([...path, ...key]), message }));
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
