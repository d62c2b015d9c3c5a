import { sessionOf, startPairing } from '../../whatsapp/numbers/connecting.mts';
import { findNumber, reachableNumbers } from '../access.mts';
import { keyOf } from '../context.mts';
import type { App, Context } from '../context.mts';
import { errorAnswers } from '../schemas/errors.mts';
import {
	connectAnswer,
	linkQuery,
	numberDetail,
	numberList,
	numberParams,
	numberQuery,
	numberStatus,
} from '../schemas/numbers.mts';
import { connectBody, numberDetailBody, numberItem, statusBody } from '../wire/numbers.mts';

/** The tenant's numbers, and linking them to their phones. Number keys are refused, by default. */
export function addNumberRoutes(app: App, { state, shapes, clock }: Context): void {
	const config = {
		access: { scope: 'tenant' },
		basis: { mark: 'sdk', source: 'NumbersResource' },
	} as const;
	const params = numberParams;

	app.get(
		'/numbers',
		{ config, schema: { response: { 200: numberList, ...errorAnswers } } },
		async (request) =>
			reachableNumbers(state, keyOf(request)).map((number) => numberItem(state, number)),
	);

	app.get(
		'/numbers/:numberId',
		{
			config,
			schema: {
				params,
				querystring: numberQuery,
				response: { 200: numberDetail, ...errorAnswers },
			},
		},
		async (request) =>
			numberDetailBody(state, findNumber(state, keyOf(request), request.params.numberId)),
	);

	app.get(
		'/numbers/:numberId/status',
		{
			config: { ...config, basis: { mark: 'sdk', source: 'NumberStatusResult' } },
			schema: { params, querystring: linkQuery, response: { 200: numberStatus, ...errorAnswers } },
		},
		async (request) => {
			const number = findNumber(state, keyOf(request), request.params.numberId, null);
			return statusBody(number, sessionOf(number, request.query.link), shapes);
		},
	);

	app.get(
		'/numbers/:numberId/connect',
		{
			config: { ...config, basis: { mark: 'sdk', source: 'NumberConnectResult' } },
			schema: { params, querystring: linkQuery, response: { 200: connectAnswer, ...errorAnswers } },
		},
		async (request) => {
			const number = findNumber(state, keyOf(request), request.params.numberId);
			return connectBody(startPairing(state, clock, number, request.query.link), shapes);
		},
	);
}
