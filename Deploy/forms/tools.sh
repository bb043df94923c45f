# The Python environment that makes and checks the forms. To be sourced; leaves its interpreter in FORMS_PYTHON.
#
# The environment is made once, outside the source tree, with exactly the versions of requirements.txt.
# RUHU_FORMS_VENV names another place for it.

forms_python() {
    local here venv
    here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
    venv="${RUHU_FORMS_VENV:-${XDG_CACHE_HOME:-$HOME/.cache}/ruhu/forms-venv}"
    if ! cmp -s "$here/requirements.txt" "$venv/requirements.txt"; then
        if ! { python3 -m venv "$venv" && "$venv/bin/pip" install --quiet --disable-pip-version-check \
            --requirement "$here/requirements.txt"; } >&2; then
            cat >&2 <<MESSAGE
pyxform and what belongs to it could not be installed into $venv.
With a network:    sudo apt-get install python3-venv && bash Deploy/forms/regenerate.sh
Without a network: on a machine that has one, 'pip download -r Deploy/forms/requirements.txt -d packages', then here
                   'python3 -m venv $venv && $venv/bin/pip install --no-index --find-links packages \\
                    -r Deploy/forms/requirements.txt && cp Deploy/forms/requirements.txt $venv/'
pyxform 无法安装。有网络时：先安装 python3-venv，再运行 regenerate.sh；无网络时：按上面两行命令用下载好的软件包安装。
MESSAGE
            return 78
        fi
        cp "$here/requirements.txt" "$venv/requirements.txt"
    fi
    # Read by the script that sources this file.
    # shellcheck disable=SC2034
    FORMS_PYTHON="$venv/bin/python"
}
