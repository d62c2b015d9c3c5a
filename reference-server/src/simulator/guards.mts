import type { IncomingHttpHeaders } from 'node:http';

import type { FastifyError } from 'fastify';

import type { App } from '../protocol/context.mts';
import { ApiError } from '../protocol/errors.mts';

/** Names under which a browser on this machine reaches a server that listens on loopback. */
const LOOPBACK_NAMES = ['127.0.0.1', 'localhost', '[::1]'];

/**
 * Scripts and styles come from this server alone, and nothing may write markup from text. Pictures,
 * videos and sounds may come by https, as the page loads them only when somebody asks for them.
 */
const CONTENT_SECURITY_POLICY = [
	"default-src 'self'",
	"img-src 'self' https:",
	"media-src 'self' https:",
	"object-src 'none'",
	"base-uri 'none'",
	"form-action 'none'",
	"frame-ancestors 'none'",
	"require-trusted-types-for 'script'",
	"trusted-types 'none'",
].join('; ');

const SECURITY_HEADERS = {
	'content-security-policy': CONTENT_SECURITY_POLICY,
	'cross-origin-opener-policy': 'same-origin',
	'cross-origin-resource-policy': 'same-origin',
	'referrer-policy': 'no-referrer',
	'x-content-type-options': 'nosniff',
	'cache-control': 'no-store',
};

/**
 * Whatever a browser may be tricked into: foreign names that point to this machine (DNS rebinding),
 * requests from other sites' pages, bodies that need no preflight.
 */
export function addGuards(app: App): void {
	app.removeContentTypeParser('text/plain');
	app.addHook('onRequest', async (request, reply) => {
		reply.headers(SECURITY_HEADERS);
		checkHost(request.headers, request.socket.localPort);
		checkOrigin(request.headers, request.method);
	});
	app.setErrorHandler((error: FastifyError | ApiError, _request, reply) => {
		const { message } = error;
		if (error instanceof ApiError) {
			const { status, apiCode: code, details } = error;
			return reply.code(status).send({ code, message, details });
		}
		return reply.code(error.statusCode ?? 500).send({ code: error.code, message });
	});
	app.setNotFoundHandler((request) => {
		throw new ApiError(404, 'NOT_FOUND', `The simulator has no ${request.method} ${request.url}.`);
	});
}

/** @throws ApiError 403 for a name that is not this machine's own, or another port */
function checkHost({ host }: IncomingHttpHeaders, port: number | undefined): void {
	const names = LOOPBACK_NAMES.flatMap((name) =>
		port === 80 ? [name, `${name}:80`] : [`${name}:${port}`],
	);
	if (host !== undefined && names.includes(host.toLowerCase())) return;
	throw new ApiError(403, 'FOREIGN_HOST', `The simulator answers to ${names.join(', ')} only.`);
}

/**
 * Browsers send Origin with every request that changes something. Other sites may link to the page,
 * which is a navigation, but not load anything of it.
 *
 * @throws ApiError 403
 */
function checkOrigin(headers: IncomingHttpHeaders, method: string): void {
	const { host, origin } = headers;
	const refuse = (message: string) => {
		throw new ApiError(403, 'FOREIGN_ORIGIN', message);
	};
	const own = `http://${host?.toLowerCase()}`;
	if (origin !== undefined && origin !== own) refuse(`Requests from ${origin} are refused.`);
	const changes = method !== 'GET';
	if (changes && origin === undefined) refuse(`The header Origin must be ${own}.`);
	const site = headers['sec-fetch-site'] ?? 'none';
	const navigates = !changes && headers['sec-fetch-mode'] === 'navigate';
	if (!navigates && site !== 'none' && site !== 'same-origin') {
		refuse('Requests from other sites are refused.');
	}
}
