// Says in one line which Node is needed, where any other file would end in a syntax error or a missing module.
// So: nothing here that Node 12 can't read, and no imports.
const needed = 22;
const found = process.versions.node;

if (parseInt(found, 10) < needed) {
  console.error(
    'Debrief needs Node ' +
      needed +
      ' or newer, and this is Node ' +
      found +
      '. Nothing was changed. Run it as "npm start" or "npx debrief" after "npm ci", which bring their own Node, or get one from https://nodejs.org.',
  );
  process.exit(1);
}
