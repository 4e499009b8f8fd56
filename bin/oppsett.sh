# Installs what is missing; sourced by bin/site and bin/test, which say what they need.
# On Debian as root it installs by itself. Elsewhere it says exactly what to install, and stops.

cd "$(dirname "${BASH_SOURCE[0]}")/.."

fortell() { [ -t 2 ] && printf '%s\n' "$*" >&2 || true; }

# er_gammel FIL KILDE …: whether any source is newer than what FIL was made from.
er_gammel() {
  local stempel=$1; shift
  [ ! -f "$stempel" ] || [ "$(cat "$stempel")" != "$(cat "$@" | sha256sum)" ]
}
stemple() { local stempel=$1; shift; cat "$@" | sha256sum > "$stempel"; }

# finnes NAVN: whether a program, a library (named *.so*) or a typeface (named *.ttf) is on the machine.
finnes() {
  case "$1" in
    *.ttf) [ -n "$(find /usr/share/fonts /usr/local/share/fonts ~/.fonts -name "$1" -print -quit 2> /dev/null)" ] ;;
    *.so*) [[ "$(/sbin/ldconfig -p 2> /dev/null)" == *"$1"* ]] ;;
    *) PATH="$PATH:/usr/sbin" command -v "$1" > /dev/null 2>&1 ;;  # where servers are, outside an ordinary user's path
  esac
}

# debian NAVN=PAKKE …: each program or library must be there; its package is what Debian calls it.
debian() {
  local mangler=() par
  for par in "$@"; do finnes "${par%%=*}" || mangler+=("${par#*=}"); done
  [ ${#mangler[@]} -eq 0 ] && return 0
  if [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null 2>&1; then
    fortell "Installerer ${mangler[*]} …"
    export DEBIAN_FRONTEND=noninteractive
    local logg; logg=$(mktemp)
    if ! { apt-get update -qq && apt-get install -y -qq --no-install-recommends "${mangler[@]}"; } > "$logg" 2>&1; then
      cat "$logg" >&2
      exit 3
    fi
    rm -f "$logg"
    return 0
  fi
  printf 'Dette mangler på maskinen: %s\n' "${mangler[*]}" >&2
  if command -v apt-get > /dev/null 2>&1; then
    printf 'Installer det med:  sudo apt-get install --no-install-recommends %s\n' "${mangler[*]}" >&2
  else
    printf 'Navnene er Debians pakkenavn. Installer det samme med ditt eget pakkesystem, og kjør kommandoen på nytt.\n' >&2
  fi
  exit 3
}

# python_miljø TILLEGG: the virtual environment .venv, made from pyproject.toml.
python_miljø() {
  local tillegg=$1 stempel=".venv/oppsett-$1"
  debian python3=python3
  if ! python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    printf 'Python 3.11 eller nyere trengs; her er %s.\n' "$(python3 --version)" >&2
    exit 3
  fi
  er_gammel "$stempel" pyproject.toml || return 0
  if [ ! -x .venv/bin/python ]; then
    python3 -c 'import ensurepip, venv' > /dev/null 2>&1 || debian "python3-venv-mangler=python3-venv"
    python3 -m venv .venv
  fi
  fortell "Lager Python-miljøet .venv …"
  .venv/bin/python -m pip install --quiet --disable-pip-version-check --editable ".${tillegg:+[$tillegg]}" 2>&1 | grep -v -i '^warning' >&2 || true
  .venv/bin/python -c 'import generator.cli' || exit 3
  stemple "$stempel" pyproject.toml
}
