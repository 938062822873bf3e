#include "ConsoleAssets.h"

// A file of the console is named twice here: where it is embedded, and in the table. A test compares both with the folder.

static const unsigned char api_explorer_css[] = {
#embed "web/api/explorer.css"
};
static const unsigned char api_explorer_js[] = {
#embed "web/api/explorer.js"
};
static const unsigned char api_index_html[] = {
#embed "web/api/index.html"
};
static const unsigned char api_operation_js[] = {
#embed "web/api/operation.js"
};
static const unsigned char api_requests_js[] = {
#embed "web/api/requests.js"
};
static const unsigned char chevron_svg[] = {
#embed "web/chevron.svg"
};
static const unsigned char css_layout_css[] = {
#embed "web/css/layout.css"
};
static const unsigned char css_panels_css[] = {
#embed "web/css/panels.css"
};
static const unsigned char css_tokens_css[] = {
#embed "web/css/tokens.css"
};
static const unsigned char icon_svg[] = {
#embed "web/icon.svg"
};
static const unsigned char index_html[] = {
#embed "web/index.html"
};
static const unsigned char js_agents_js[] = {
#embed "web/js/agents.js"
};
static const unsigned char js_api_js[] = {
#embed "web/js/api.js"
};
static const unsigned char js_cursor_js[] = {
#embed "web/js/cursor.js"
};
static const unsigned char js_dom_js[] = {
#embed "web/js/dom.js"
};
static const unsigned char js_format_js[] = {
#embed "web/js/format.js"
};
static const unsigned char js_frame_js[] = {
#embed "web/js/frame.js"
};
static const unsigned char js_health_js[] = {
#embed "web/js/health.js"
};
static const unsigned char js_history_js[] = {
#embed "web/js/history.js"
};
static const unsigned char js_main_js[] = {
#embed "web/js/main.js"
};
static const unsigned char js_panels_definitions_js[] = {
#embed "web/js/panels/definitions.js"
};
static const unsigned char js_panels_flow_table_js[] = {
#embed "web/js/panels/flow-table.js"
};
static const unsigned char js_panels_flows_js[] = {
#embed "web/js/panels/flows.js"
};
static const unsigned char js_panels_host_js[] = {
#embed "web/js/panels/host.js"
};
static const unsigned char js_panels_interfaces_js[] = {
#embed "web/js/panels/interfaces.js"
};
static const unsigned char js_panels_palette_js[] = {
#embed "web/js/panels/palette.js"
};
static const unsigned char js_panels_protocols_js[] = {
#embed "web/js/panels/protocols.js"
};
static const unsigned char js_panels_stack_tree_js[] = {
#embed "web/js/panels/stack-tree.js"
};
static const unsigned char js_panels_sunburst_js[] = {
#embed "web/js/panels/sunburst.js"
};
static const unsigned char js_panels_tiles_js[] = {
#embed "web/js/panels/tiles.js"
};
static const unsigned char js_plot_js[] = {
#embed "web/js/plot.js"
};
static const unsigned char js_scale_js[] = {
#embed "web/js/scale.js"
};
static const unsigned char js_session_js[] = {
#embed "web/js/session.js"
};
static const unsigned char js_stream_js[] = {
#embed "web/js/stream.js"
};
static const unsigned char js_stripchart_js[] = {
#embed "web/js/stripchart.js"
};
static const unsigned char js_theme_boot_js[] = {
#embed "web/js/theme-boot.js"
};
static const unsigned char js_theme_js[] = {
#embed "web/js/theme.js"
};
static const unsigned char vendor_LICENSE[] = {
#embed "web/vendor/LICENSE"
};
static const unsigned char vendor_VERSIONS[] = {
#embed "web/vendor/VERSIONS"
};
static const unsigned char vendor_d3_hierarchy_js[] = {
#embed "web/vendor/d3-hierarchy.js"
};
static const unsigned char vendor_d3_path_js[] = {
#embed "web/vendor/d3-path.js"
};
static const unsigned char vendor_d3_shape_js[] = {
#embed "web/vendor/d3-shape.js"
};

#define HTML "text/html; charset=utf-8"
#define STYLE "text/css; charset=utf-8"
#define SCRIPT "text/javascript; charset=utf-8"
#define IMAGE "image/svg+xml"
#define TEXT "text/plain; charset=utf-8"
#define ASSET(path, type, bytes) {path, type, bytes, sizeof bytes}

static const struct console_asset assets[] = {
    ASSET("/api/explorer.css", STYLE, api_explorer_css),
    ASSET("/api/explorer.js", SCRIPT, api_explorer_js),
    ASSET("/api/index.html", HTML, api_index_html),
    ASSET("/api/operation.js", SCRIPT, api_operation_js),
    ASSET("/api/requests.js", SCRIPT, api_requests_js),
    ASSET("/chevron.svg", IMAGE, chevron_svg),
    ASSET("/css/layout.css", STYLE, css_layout_css),
    ASSET("/css/panels.css", STYLE, css_panels_css),
    ASSET("/css/tokens.css", STYLE, css_tokens_css),
    ASSET("/icon.svg", IMAGE, icon_svg),
    ASSET("/index.html", HTML, index_html),
    ASSET("/js/agents.js", SCRIPT, js_agents_js),
    ASSET("/js/api.js", SCRIPT, js_api_js),
    ASSET("/js/cursor.js", SCRIPT, js_cursor_js),
    ASSET("/js/dom.js", SCRIPT, js_dom_js),
    ASSET("/js/format.js", SCRIPT, js_format_js),
    ASSET("/js/frame.js", SCRIPT, js_frame_js),
    ASSET("/js/health.js", SCRIPT, js_health_js),
    ASSET("/js/history.js", SCRIPT, js_history_js),
    ASSET("/js/main.js", SCRIPT, js_main_js),
    ASSET("/js/panels/definitions.js", SCRIPT, js_panels_definitions_js),
    ASSET("/js/panels/flow-table.js", SCRIPT, js_panels_flow_table_js),
    ASSET("/js/panels/flows.js", SCRIPT, js_panels_flows_js),
    ASSET("/js/panels/host.js", SCRIPT, js_panels_host_js),
    ASSET("/js/panels/interfaces.js", SCRIPT, js_panels_interfaces_js),
    ASSET("/js/panels/palette.js", SCRIPT, js_panels_palette_js),
    ASSET("/js/panels/protocols.js", SCRIPT, js_panels_protocols_js),
    ASSET("/js/panels/stack-tree.js", SCRIPT, js_panels_stack_tree_js),
    ASSET("/js/panels/sunburst.js", SCRIPT, js_panels_sunburst_js),
    ASSET("/js/panels/tiles.js", SCRIPT, js_panels_tiles_js),
    ASSET("/js/plot.js", SCRIPT, js_plot_js),
    ASSET("/js/scale.js", SCRIPT, js_scale_js),
    ASSET("/js/session.js", SCRIPT, js_session_js),
    ASSET("/js/stream.js", SCRIPT, js_stream_js),
    ASSET("/js/stripchart.js", SCRIPT, js_stripchart_js),
    ASSET("/js/theme-boot.js", SCRIPT, js_theme_boot_js),
    ASSET("/js/theme.js", SCRIPT, js_theme_js),
    ASSET("/vendor/LICENSE", TEXT, vendor_LICENSE),
    ASSET("/vendor/VERSIONS", TEXT, vendor_VERSIONS),
    ASSET("/vendor/d3-hierarchy.js", SCRIPT, vendor_d3_hierarchy_js),
    ASSET("/vendor/d3-path.js", SCRIPT, vendor_d3_path_js),
    ASSET("/vendor/d3-shape.js", SCRIPT, vendor_d3_shape_js),
};

size_t console_asset_count(void) { return sizeof assets / sizeof assets[0]; }

const struct console_asset *console_asset_at(size_t index) {
    return index < console_asset_count() ? &assets[index] : NULL;
}
