#!/usr/bin/env bash
# Runs a task of eng/Tasks on a machine with git, bash and the .NET SDK. The runner looks for PowerShell itself.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
if ! command -v dotnet > /dev/null; then
    echo "build.sh needs the .NET SDK named in global.json: https://dotnet.microsoft.com/download" >&2
    exit 1
fi
# The SDK is chosen by the global.json above the working directory.
cd "$here"
exec dotnet run --project eng/Tasks --verbosity quiet -- "$@"
