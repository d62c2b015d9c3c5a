import type { AdTraffic, ReferralMessage } from '../../whatsapp/ads/referrals.mts';
import type { Lead } from '../../whatsapp/ads/model.mts';
import type { WhatsAppNumber } from '../../whatsapp/model.mts';
import type { State } from '../../whatsapp/state.mts';
import type { LeadAnswer } from '../schemas/leads.mts';
import type { AdAnswer } from '../schemas/referrals.mts';
import { historyItem, isRedacted } from './messages.mts';

/** A lead as the API shows it; a question without a label has its key instead. How it came is our choice. */
export function leadBody(number: WhatsAppNumber, lead: Lead): LeadAnswer {
	const { numberId, adsetId, campaignId, fields, fullName, email, phone, ...rest } = lead;
	const redacted = isRedacted(number, lead);
	const named = fields.map(({ key, label, values }) => ({ key, label: label ?? key, values }));
	return {
		...rest,
		whatsappNumberId: numberId,
		fullName: redacted ? null : fullName,
		email: redacted ? null : email,
		phone: redacted ? null : phone,
		fields: redacted ? [] : named,
		autoSendStatus: 'NOT_CONFIGURED',
		autoSendReason: null,
		source: 'WEBHOOK',
		redacted,
	};
}

/** An item of `GET /referrals`: a message of the history that came from an ad. */
export function referralItem(state: State, message: ReferralMessage) {
	const item = historyItem(state, message);
	return { ...item, referral: item.referral! };
}

/** An ad of the summary. */
export function adBody({ piiRelayOnly }: WhatsAppNumber, traffic: AdTraffic): AdAnswer {
	const { referral, ...counts } = traffic;
	return {
		sourceId: referral.sourceId,
		sourceType: referral.sourceType,
		...counts,
		lastSourceUrl: piiRelayOnly ? null : referral.sourceUrl,
		lastHeadline: piiRelayOnly ? null : referral.headline,
		adName: referral.adName,
		adsetId: referral.adsetId,
		adsetName: referral.adsetName,
		campaignId: referral.campaignId,
		campaignName: referral.campaignName,
		namesResolvedAt: referral.namesResolvedAt,
	};
}
