// Redocly's command line, kept running: a line of JSON asks for a run, and a line of JSON says how it ended.
//
// Both go through pipes of their own, since the program does with its input and output as it likes.
// Each run evaluates the program anew, as Node does for a process; only the modules that it consists of stay loaded.
import fs from "node:fs";
import { pathToFileURL } from "node:url";

const program = pathToFileURL(process.argv[2]).href.replace("bin/cli.js", "lib/index.js");
const [input, output] = process.argv.slice(3).map(Number);
const streams = ["stdout", "stderr"];
let printed;
let runs = 0;

for (const name of streams) {
  process[name].write = (text, ...rest) => {
    printed[name] += text.toString();
    rest.filter((each) => typeof each === "function").forEach((done) => done());
    return true;
  };
}

// The program ends itself when nothing is left to do, and here the next run begins.
process.exit = (code) => {
  answer({ code: code ?? process.exitCode ?? 0, ...printed });
  next();
};

function answer(message) {
  fs.writeSync(output, `${JSON.stringify(message)}\n`);
}

function next() {
  const line = read();
  if (!line) process.kill(process.pid, "SIGKILL");
  const { words, folder } = JSON.parse(line);
  printed = Object.fromEntries(streams.map((name) => [name, ""]));
  process.exitCode = undefined;
  process.argv = [process.argv[0], program, ...words];
  process.chdir(folder);
  runs += 1;
  import(`${program}?${runs}`).catch((error) => {
    printed.stderr += error.stack;
    process.exit(1);
  });
}

function read() {
  const byte = Buffer.alloc(1);
  const bytes = [];
  while (fs.readSync(input, byte) && byte[0] !== 10) bytes.push(byte[0]);
  return Buffer.from(bytes).toString();
}

next();
