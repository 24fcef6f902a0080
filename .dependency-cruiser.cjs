// Imports run one way: lexicons → platform → analyzer → api → (openapi.json) → dashboard; tests may import all.
const rule = (name, comment, from, to) => ({ name, severity: 'error', comment, from, to });

module.exports = {
  forbidden: [
    rule('no-circular', 'A cycle hides which side owns the code.', {}, { circular: true }),
    rule(
      'lexicons-import-nothing',
      'Lexicons are data with a loader.',
      { path: '^lexicons/' },
      { path: '^(analyzer|api|dashboard|tests)/' },
    ),
    rule(
      'platform-knows-no-calls',
      'Platform is below the analyzer.',
      { path: '^analyzer/platform/' },
      { path: '^(analyzer/(?!platform/)|api/|dashboard/|lexicons/)' },
    ),
    rule(
      'analyzer-below-api',
      'The analyzer never knows its callers.',
      { path: '^analyzer/' },
      { path: '^(api|dashboard|tests)/' },
    ),
    rule(
      'doors-from-api',
      'The api enters the analyzer, platform and lexicons by their doors.',
      { path: '^api/' },
      { path: '^(analyzer/(?!index\\.ts$|platform/index\\.ts$)|lexicons/(?!index\\.ts$)|dashboard/)' },
    ),
    rule(
      'doors-from-analyzer',
      'Lexicons are entered by their door.',
      { path: '^analyzer/' },
      { path: '^lexicons/(?!index\\.ts$)' },
    ),
    rule(
      'dashboard-stands-alone',
      'The dashboard knows the server by generated types only.',
      { path: '^dashboard/' },
      { path: '^(api|analyzer|lexicons|tests)/' },
    ),
    rule(
      'domain-is-pure',
      'Domain imports nothing but platform.',
      { path: '^analyzer/domain/' },
      { path: '^analyzer/(?!domain/|platform/)' },
    ),
    rule(
      'stages-know-domain-only',
      'Stages meet in the pipeline, not in each other.',
      { path: '^analyzer/(sound|recognition|language|storage)/' },
      { path: '^analyzer/(?!domain/|platform/|$1/)' },
    ),
    rule(
      'rules-on-language',
      'Rules read tokens.',
      { path: '^analyzer/rules/' },
      { path: '^analyzer/(?!domain/|platform/|language/|rules/)' },
    ),
    rule(
      'privacy-on-language',
      'Masking reads tokens and knows no rules.',
      { path: '^analyzer/privacy/' },
      { path: '^analyzer/(?!domain/|platform/|language/|privacy/)' },
    ),
    rule(
      'course-on-rules',
      'The course of a call is read with the pattern language.',
      { path: '^analyzer/course/' },
      { path: '^analyzer/(?!domain/|platform/|language/|rules/|course/)' },
    ),
    rule(
      'scoring-on-top',
      'Scoring weighs what rules and course found.',
      { path: '^analyzer/scoring/' },
      { path: '^analyzer/(sound|recognition|storage|jobs|pipeline|cli)/' },
    ),
    rule(
      'pipeline-below-jobs',
      'Jobs run the pipeline, never the other way.',
      { path: '^analyzer/pipeline/' },
      { path: '^analyzer/(jobs|storage|cli)/' },
    ),
    rule(
      'features-apart',
      'Features of the api never import each other.',
      { path: '^api/features/([^/]+)/' },
      { path: '^api/features/(?!$1/)' },
    ),
    rule(
      'plugins-below-features',
      'Plugins serve features.',
      { path: '^api/(plugins|access)/' },
      { path: '^api/features/' },
    ),
    rule(
      'dashboard-features-apart',
      'Features of the dashboard never import each other.',
      { path: '^dashboard/src/features/([^/]+)/' },
      { path: '^dashboard/src/(app/|features/(?!$1/))' },
    ),
    rule('nobody-imports-tests', 'Tests are leaves.', { pathNot: '^tests/' }, { path: '^tests/' }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(node_modules|dashboard/dist)' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs'],
    },
  },
};
