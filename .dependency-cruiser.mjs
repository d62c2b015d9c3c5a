const rule = (name, from, to, comment) => ({ name, severity: 'error', comment, from, to });

const NODES = ['PilotStatus', 'PilotStatusTrigger', 'PilotStatusPollingTrigger'];

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
	forbidden: [
		rule('no-circles', {}, { circular: true }),
		rule(
			'everything-is-found',
			{},
			// The simulator's page gets this one from its server.
			{ couldNotResolve: true, pathNot: '^\\./preact\\.mjs$' },
			'What is not found escapes the other rules.',
		),
		rule(
			'nodes-stand-alone',
			{ path: '^(nodes|credentials)/' },
			{ path: '^(test|scripts|reference-server)/' },
			'What is published knows nothing of its tests, its scripts and its stand-in.',
		),
		rule(
			'reference-server-stands-alone',
			{ path: '^reference-server/' },
			{ path: '^(nodes|credentials|scripts|test)/' },
			'A belief that it shared with the nodes would prove itself.',
		),
		rule(
			'reference-server-without-its-tests',
			{ path: '^reference-server/src/' },
			{ path: '^reference-server/test/' },
		),
		rule(
			'reference-server-by-its-door',
			{ path: '^(test|scripts)/' },
			{ path: '^reference-server/', dependencyTypesNot: ['aliased-workspace'] },
			"By the package's name, which gives what its package.json exports.",
		),
		rule(
			'nodes-apart',
			{ path: `^nodes/(${NODES.join('|')})/` },
			{ path: '^nodes/', pathNot: '^nodes/($1|shared)/' },
		),
		rule('shared-knows-no-node', { path: '^nodes/shared/' }, { path: '^nodes/(?!shared/)' }),
		rule(
			'values-and-words-are-pure',
			{ path: '^nodes/shared/(values|words)/' },
			{ path: '^nodes/shared/(requests|pickers)/' },
			'Nothing in them sends, waits or asks.',
		),
		// Of any two nodes, one at least; so it is never one alone.
		...NODES.map((alone) =>
			rule(
				`shared-not-by-${alone}-alone`,
				{ path: `^nodes/(?!${alone}/)(\\w+)/\\1\\.node\\.ts$` },
				{ path: '^nodes/shared/', reachable: false },
				'What one node alone uses lies in its own folder.',
			),
		),
	],
	options: {
		doNotFollow: { path: 'node_modules' },
		exclude: { path: '(^|/)dist/' },
		// Types count: who reads a file has to know what it names.
		tsPreCompilationDeps: true,
		enhancedResolveOptions: {
			exportsFields: ['exports'],
			conditionNames: ['source', 'import', 'require', 'node', 'default', 'types'],
		},
	},
};
