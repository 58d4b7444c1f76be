/** The layers of docs/architecture: nobody imports from above, into another package's inside, or in a circle. */
const below = {
  'pypowervm-ts': [],
  'sriov-core': ['pypowervm-ts'],
  'vif-drivers': ['pypowervm-ts', 'sriov-core'],
  'compute-driver': ['pypowervm-ts', 'sriov-core', 'vif-drivers'],
  store: ['pypowervm-ts', 'sriov-core', 'compute-driver'],
  'powervm-simulator': ['pypowervm-ts'],
};

const upward = Object.entries(below).map(([name, allowed]) => ({
  name: `${name}-imports-only-below`,
  comment: `${name} may import ${allowed.join(', ') || 'no other package'} (tests may also use the simulator)`,
  severity: 'error',
  from: { path: `^packages/${name}/src`, pathNot: '\\.test\\.ts$' },
  to: { path: '^(packages|apps)/', pathNot: `^packages/(${[name, ...allowed].join('|')})/src/` },
}));

export default {
  forbidden: [
    ...upward,
    {
      name: 'sriov-core-is-pure',
      comment: 'sriov-core decides from values: no I/O, no clock, no libraries, only identifiers',
      severity: 'error',
      from: { path: '^packages/sriov-core/src', pathNot: '\\.test\\.ts$' },
      to: { pathNot: '^packages/(sriov-core/src|pypowervm-ts/src/identifiers)/' },
    },
    {
      name: 'identifiers-are-pure',
      severity: 'error',
      from: { path: '^packages/pypowervm-ts/src/identifiers', pathNot: '\\.test\\.ts$' },
      to: { pathNot: '^packages/pypowervm-ts/src/identifiers/' },
    },
    {
      name: 'simulator-shares-only-identifiers',
      comment: 'a mistake in the client must not hide in the simulator',
      severity: 'error',
      from: { path: '^packages/powervm-simulator/src', pathNot: '\\.test\\.ts$' },
      to: { path: '^packages/pypowervm-ts/src', pathNot: '^packages/pypowervm-ts/src/identifiers/' },
    },
    {
      name: 'through-the-front-door',
      comment:
        'another package is imported by its name (index.ts or ./identifiers), never by a file of its inside',
      severity: 'error',
      from: { path: '^(packages|apps)/([^/]+)/' },
      to: {
        path: '^packages/[^/]+/',
        pathNot: [
          '^(packages|apps)/$2/',
          '^packages/[^/]+/src/index\\.ts$',
          '^packages/pypowervm-ts/src/identifiers/index\\.ts$',
        ],
      },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'tests-stay-out-of-code',
      severity: 'error',
      from: { pathNot: '(\\.test\\.ts$|/test/)' },
      to: { path: '(\\.test\\.ts$|/test/)' },
    },
  ],
  options: {
    exclude: { path: '(^|/)(dist|node_modules)/' },
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['@powervm-sriov/source', 'import', 'node', 'default', 'types'],
    },
  },
};
