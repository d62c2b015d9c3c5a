import { expect } from '@jest/globals';

import { ADS, KEYS, LEADS } from 'pilotstatus-reference-server';
import type { Row } from './rows.mts';

/** The operations on leads and referrals. */
export const adRows: Row[] = [
	{
		name: 'lead: getAll',
		parameters: { resource: 'lead', operation: 'getAll' },
		call: 'GET /leads',
		route: 'GET /leads',
		items: [
			{ id: LEADS.bruno, fullName: 'Bruno Reis', consentGiven: false, answers: {} },
			{
				id: LEADS.ana,
				fullName: 'Ana Lima',
				consentGiven: null,
				answers: { cidade: 'Santos', horarios: 'manhã, noite', observacao: '' },
			},
		],
		writes: false,
	},
	{
		name: 'lead: get',
		parameters: { resource: 'lead', operation: 'get', leadId: ' lead_carla ' },
		key: KEYS.metaOba,
		call: 'GET /leads/lead_carla',
		route: 'GET /leads/:leadId',
		items: [{ id: LEADS.carla, consentGiven: true, answers: { cidade: 'Recife' } }],
		writes: false,
	},
	{
		name: 'referral: getAll',
		parameters: { resource: 'referral', operation: 'getAll', limit: 2 },
		key: KEYS.metaOba,
		call: 'GET /referrals',
		route: 'GET /referrals',
		items: [
			{
				id: 'msg_ad_ana',
				referral: expect.objectContaining({ sourceId: ADS.post, sourceType: 'post' }),
			},
			{
				id: 'msg_ad_carla',
				referral: expect.objectContaining({ sourceId: ADS.sale, ctwaClid: 'clid-2' }),
			},
		],
		writes: false,
	},
	{
		name: 'referral: getSummary',
		parameters: { resource: 'referral', operation: 'getSummary' },
		key: KEYS.metaOba,
		call: 'GET /referrals/summary',
		route: 'GET /referrals/summary',
		items: [
			{ sourceId: ADS.sale, adName: 'Promoção de verão', conversations: 2, messages: 2 },
			{ sourceId: ADS.post, adName: null, conversations: 1, messages: 1 },
		],
		writes: false,
	},
];
