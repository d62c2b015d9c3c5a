import type { FastifyError, FastifyReply } from 'fastify';
import { ResponseSerializationError } from 'fastify-type-provider-zod';
import type { ZodError } from 'zod/v4';

import type { App, Context } from './context.mts';
import { ApiError } from '../whatsapp/api-error.mts';
import { validationError } from './refused-fields.mts';
import { refusedFields } from './validation.mts';
import type { Shapes } from './shapes.mts';
import { errorAnswer, htmlPage } from './wire/error-body.mts';

/** The one place where a refusal becomes an answer. */
export function addErrorHandling(app: App, context: Context): void {
	app.setErrorHandler((error: FastifyError, _request, reply) => {
		const known = asApiError(error);
		// A fault of the server itself is shown whole, whatever shape errors have at the moment.
		const own = known.status === 500;
		const shape = own ? 'errorCodeDetails' : context.shapes.errorBody;
		return sendError(known, shape, context.shapes.genericRefusal, reply);
	});
	// Seen: a wrong path under the host answers a page.
	app.setNotFoundHandler((_request, reply) =>
		reply.code(404).type('text/html; charset=utf-8').send(htmlPage(404)),
	);
}

function asApiError(error: FastifyError): ApiError {
	if (error instanceof ApiError) return error;
	if (error instanceof ResponseSerializationError) {
		return new ApiError(
			500,
			'REFERENCE_SERVER_WRONG_ANSWER',
			`The reference server's own answer to ${error.method} ${error.url} breaks its schema.`,
			{ fields: refusedFields(error.cause as unknown as ZodError, 'body') },
		);
	}
	if (error.statusCode !== undefined && error.statusCode < 500) {
		return validationError([{ in: 'header', pointer: '', message: error.message }]);
	}
	return new ApiError(500, 'REFERENCE_SERVER_FAILED', error.stack ?? error.message);
}

function sendError(
	error: ApiError,
	shape: Shapes['errorBody'],
	generic: Shapes['genericRefusal'],
	reply: FastifyReply,
): FastifyReply {
	const answer = errorAnswer(error, shape, generic);
	reply.code(error.status).removeHeader('content-type');
	if ('json' in answer) return reply.send(answer.json);
	if (answer.contentType) reply.type(answer.contentType);
	// Raw bytes pass by the serializer: they are meant to be no JSON of the schema.
	return reply.send(Buffer.from(answer.raw));
}
