/** Who besides us has looked at the answers of an endpoint. */
export interface Checked {
	/** The vendor's Python SDK, which `npm run test:sdk` drives; that run holds the mark to what it asked. */
	sdk?: true;
	/** The day on which the real API was asked by `npm run test:live -- --record`; a test holds it to the recording. */
	live?: string;
}

export const CHECKED: Readonly<Record<string, Checked>> = {
	'GET /groups': { sdk: true },
	'POST /messages/send': { sdk: true },
	'GET /messages/:messageId': { sdk: true },
	'DELETE /messages/cancel': { sdk: true },
	'GET /messages/history': { sdk: true },
	'GET /templates': { sdk: true },
	'GET /templates/:templateId': { sdk: true },
	'GET /newsletters': { sdk: true },
	'GET /analytics/dashboard': { sdk: true },
	'GET /numbers': { sdk: true },
	'GET /numbers/:numberId': { sdk: true },
	'GET /numbers/:numberId/status': { sdk: true },
	'GET /numbers/:numberId/connect': { sdk: true },
	'GET /media/:mediaId': { sdk: true },
	'GET /leads': { sdk: true },
	'GET /leads/:leadId': { sdk: true },
	'GET /referrals': { sdk: true },
	'GET /referrals/summary': { sdk: true },
	'POST /calls': { sdk: true },
	'GET /calls': { sdk: true },
	'GET /calls/:callId': { sdk: true },
	'POST /calls/:callId/accept': { sdk: true },
	'POST /calls/:callId/reject': { sdk: true },
	'POST /calls/:callId/terminate': { sdk: true },
	'POST /calls/:callId/play': { sdk: true },
	'GET /calls/permissions': { sdk: true },
	'POST /calls/permissions/request': { sdk: true },
};
