# Sourced by the scripts at the root: finds dotnet and builds a project when a source is newer than its last build.
# Everything said here goes to stderr: the stdout of a verb belongs to the verb.

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
# Where cities/ and the default data/ lie, whatever folder the person stands in.
export LIANDONG_ROOT="$root"

say() { printf '%s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }

if ! command -v dotnet >/dev/null && [ -x "$HOME/.dotnet/dotnet" ]; then PATH="$HOME/.dotnet:$PATH"; fi
if ! command -v dotnet >/dev/null; then
    say "联动需要 .NET SDK 10:https://dotnet.microsoft.com/download · Liandong needs the .NET SDK 10: https://dotnet.microsoft.com/download"
    fail "(Debian, Ubuntu: apt-get install dotnet-sdk-10.0 · macOS: brew install dotnet)"
fi

sources() {
    find "$root/src" "$root/benchmarks" "$root"/Directory.*.props "$root/global.json" "$root/BannedSymbols.txt" "$root/.editorconfig" \
        \( -name bin -o -name obj -o -name node_modules \) -prune -o -type f "$@" -print
}

# The list of names beside the newer-than: a deleted source makes no file newer.
names() { sources | LC_ALL=C sort | cksum; }

compile() {
    # Build servers would keep our stderr open, and a pipe that waits for its end would wait for them.
    dotnet build "$1" -c Release -v q -nologo --disable-build-servers >&2 ||
        fail "构建失败 · The build failed"
}

# built PROJECT: its assembly is up to date afterwards.
built() {
    local stamp="$root/artifacts/built-$(basename "$1")" now
    now="$(names)"
    if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$now" ] && [ -z "$(sources -newer "$stamp" | head -n 1)" ]; then return; fi
    mkdir -p "$root/artifacts"
    (
        # Two scripts that start together: the second waits, then finds it done.
        if command -v flock >/dev/null; then flock 9; fi
        if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$now" ] && [ -z "$(sources -newer "$stamp" | head -n 1)" ]; then exit 0; fi
        say "正在构建(首次约一分钟) · Building (about a minute the first time)"
        # Stamped as of the start: what is saved during the build is built the next time.
        printf '%s\n' "$now" >"$stamp.new"
        compile "$root/$1" 9>&-
        mv "$stamp.new" "$stamp"
    ) 9>"$root/artifacts/build.lock" || exit 1
}
