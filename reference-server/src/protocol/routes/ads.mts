import { leadsOf } from '../../whatsapp/ads/leads.mts';
import { referralsOf, trafficOf } from '../../whatsapp/ads/referrals.mts';
import { ApiError } from '../../whatsapp/api-error.mts';
import type { WhatsAppNumber } from '../../whatsapp/model.mts';
import { numberOf } from '../context.mts';
import type { App, Context } from '../context.mts';
import { dateRange, newestFirst, pageOf } from '../paging.mts';
import { errorAnswers } from '../schemas/errors.mts';
import { leadAnswer, leadList, leadParams, leadsQuery } from '../schemas/leads.mts';
import { dateQuery } from '../schemas/query.mts';
import { MOST_ADS, referralList, referralsQuery, referralSummary } from '../schemas/referrals.mts';
import { adBody, leadBody, referralItem } from '../wire/ads.mts';

const PII_NOTICE = 'PII_RELAY_ONLY' as const;

/** Who filled in a form (leads), and who wrote because of an ad (referrals). */
export function addAdRoutes(app: App, { state }: Context): void {
	const leads = {
		access: { scope: 'number', tenant: 'history', permission: 'chat:read' },
		basis: { mark: 'sdk', source: 'LeadsResource' },
	} as const;
	const referrals = {
		access: { scope: 'number', permission: 'chat:read' },
		basis: { mark: 'sdk', source: 'ReferralsResource' },
	} as const;

	app.get(
		'/leads',
		{
			config: leads,
			schema: { querystring: leadsQuery, response: { 200: leadList, ...errorAnswers } },
		},
		async (request) => {
			const { formId, adId, pageId } = request.query;
			const number = numberOf(request);
			const inRange = dateRange(request.query);
			const found = leadsOf(state, number).filter(
				(lead) =>
					inRange(lead.createdAt) &&
					[lead.formId, undefined].includes(formId) &&
					[lead.adId, undefined].includes(adId) &&
					[lead.pageId, undefined].includes(pageId),
			);
			const sorted = newestFirst(found, ({ createdAt }) => createdAt);
			const { items, counts } = pageOf(request.query, sorted, (lead) => leadBody(number, lead));
			return { leads: items, ...counts, ...noticeOf(number) };
		},
	);

	app.get(
		'/leads/:leadId',
		{
			config: leads,
			schema: { params: leadParams, response: { 200: leadAnswer, ...errorAnswers } },
		},
		async (request) => {
			const number = numberOf(request);
			const { leadId } = request.params;
			const lead = leadsOf(state, number).find(({ id }) => id === leadId);
			if (!lead) throw new ApiError(404, 'LEAD_NOT_FOUND', `There is no lead ${leadId}.`);
			return { lead: leadBody(number, lead), ...noticeOf(number) };
		},
	);

	app.get(
		'/referrals',
		{
			config: referrals,
			schema: { querystring: referralsQuery, response: { 200: referralList, ...errorAnswers } },
		},
		async (request) => {
			const { sourceId, sourceType } = request.query;
			if (![undefined, 'ad', 'post'].includes(sourceType)) {
				throw new ApiError(400, 'INVALID_SOURCE_TYPE', 'sourceType must be ad or post.');
			}
			const number = numberOf(request);
			const inRange = dateRange(request.query);
			const found = referralsOf(state, number).filter(
				({ createdAt, referral }) =>
					inRange(createdAt) &&
					[referral.sourceId, undefined].includes(sourceId) &&
					[referral.sourceType, undefined].includes(sourceType as 'ad' | undefined),
			);
			const sorted = newestFirst(found, ({ createdAt }) => createdAt);
			const { items, counts } = pageOf(request.query, sorted, (one) => referralItem(state, one));
			return { referrals: items, ...counts, ...noticeOf(number) };
		},
	);

	app.get(
		'/referrals/summary',
		{
			config: referrals,
			schema: { querystring: dateQuery, response: { 200: referralSummary, ...errorAnswers } },
		},
		async (request) => {
			const number = numberOf(request);
			const inRange = dateRange(request.query);
			const ads = trafficOf(referralsOf(state, number).filter((one) => inRange(one.createdAt)));
			const truncated = ads.length > MOST_ADS;
			return {
				ads: ads.slice(0, MOST_ADS).map((one) => adBody(number, one)),
				total: ads.length,
				limit: MOST_ADS as typeof MOST_ADS,
				truncated,
				...(truncated && { notice: `Only ${MOST_ADS} ads are listed; narrow the dates.` }),
				...(number.piiRelayOnly && { piiNotice: PII_NOTICE }),
			};
		},
	);
}

/** The number stores nothing that people wrote. */
function noticeOf({ piiRelayOnly }: WhatsAppNumber) {
	return piiRelayOnly ? { notice: PII_NOTICE } : {};
}
