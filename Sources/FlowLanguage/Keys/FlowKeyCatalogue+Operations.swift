import SFlow

extension FlowKey {
    /// What applications tell of requests; some have no packet.
    static let operationKeys: [FlowKey] = [
        FlowKey(
            "requests",
            .number(max: 1),
            FieldLoad(.operation),
            "1 for each operation that an application tells of."
        ),
        FlowKey("duration", .u32, FieldLoad(.duration), "Microseconds that the operation took."),
        FlowKey(
            "httpmethod",
            .word(.httpMethod),
            FieldLoad(HTTPRequest.self, "http_method").or(DraftHTTPRequest.self, "http_method"),
            "Method of the request."
        ),
        FlowKey(
            "httpprotocol",
            .u32,
            FieldLoad(HTTPRequest.self, "http_protocol").or(DraftHTTPRequest.self, "http_protocol"),
            "Version of HTTP: 1001 is 1.1."
        ),
        FlowKey(
            "httpstatus",
            .u32,
            FieldLoad(HTTPRequest.self, "http_status").or(DraftHTTPRequest.self, "http_status"),
            "Status code of the response."
        ),
        FlowKey(
            "httprequestbytes",
            .u64,
            FieldLoad(HTTPRequest.self, "http_request_bytes"),
            "Bytes of the request's body."
        ),
        FlowKey(
            "httpbytes",
            .u64,
            FieldLoad(HTTPRequest.self, "http_bytes").or(DraftHTTPRequest.self, "http_bytes"),
            "Bytes of the response's body."
        ),
        FlowKey(
            "memcacheprotocol",
            .word(.memcacheProtocol),
            FieldLoad(MemcacheOperation.self, "memcache_op_protocol"),
            "Protocol of memcache."
        ),
        FlowKey(
            "memcachecommand",
            .word(.memcacheCommand),
            FieldLoad(MemcacheOperation.self, "memcache_op_cmd"),
            "Command of memcache."
        ),
        FlowKey(
            "memcachestatus",
            .word(.memcacheStatus),
            FieldLoad(MemcacheOperation.self, "memcache_op_status"),
            "How the command ended."
        ),
        FlowKey("memcachenkeys", .u32, FieldLoad(MemcacheOperation.self, "memcache_op_nkeys"), "Keys of the command."),
        FlowKey(
            "memcachebytes",
            .u32,
            FieldLoad(MemcacheOperation.self, "memcache_op_value_bytes"),
            "Bytes of the value."
        ),
        FlowKey("apprequestbytes", .u64, FieldLoad(AppOperation.self, "request_bytes"), "Bytes of the request."),
        FlowKey("appresponsebytes", .u64, FieldLoad(AppOperation.self, "response_bytes"), "Bytes of the response."),
        FlowKey(
            "appstatus",
            .word(.applicationStatus),
            FieldLoad(AppOperation.self, "status"),
            "How the operation ended."
        ),
        FlowKey("usersource", .text, FieldLoad(ExtendedUser.self, "src_user"), "The user of the source address."),
        FlowKey(
            "userdestination",
            .text,
            FieldLoad(ExtendedUser.self, "dst_user"),
            "The user of the destination address."
        ),
        FlowKey(
            "url",
            .text,
            FieldLoad(ExtendedURL.self, "url"),
            "The URL of the request that the packet is of, as a switch saw it."
        ),
        FlowKey("urlhost", .text, FieldLoad(ExtendedURL.self, "host"), "The host of that request."),
        FlowKey(
            "httpurl",
            .text,
            FieldLoad(HTTPRequest.self, "http_uri").or(DraftHTTPRequest.self, "http_uri"),
            "The request's URI as the client sent it."
        ),
        FlowKey(
            "httphost",
            .text,
            FieldLoad(HTTPRequest.self, "http_host").or(DraftHTTPRequest.self, "http_host"),
            "The request's Host."
        ),
        FlowKey(
            "httpreferrer",
            .text,
            FieldLoad(HTTPRequest.self, "http_referrer").or(DraftHTTPRequest.self, "http_referrer"),
            "The request's Referer."
        ),
        FlowKey(
            "httpuseragent",
            .text,
            FieldLoad(HTTPRequest.self, "http_useragent").or(DraftHTTPRequest.self, "http_useragent"),
            "The request's User-Agent."
        ),
        FlowKey("httpxff", .text, FieldLoad(HTTPRequest.self, "http_xff"), "The request's X-Forwarded-For."),
        FlowKey(
            "httpauthuser",
            .text,
            FieldLoad(HTTPRequest.self, "http_authuser").or(DraftHTTPRequest.self, "http_authuser"),
            "The user of the request."
        ),
        FlowKey(
            "httpmimetype",
            .text,
            FieldLoad(HTTPRequest.self, "http_mimetype").or(DraftHTTPRequest.self, "http_mimetype"),
            "The type of the response."
        ),
        FlowKey(
            "httpproxyurl",
            .text,
            FieldLoad(ExtendedProxyRequest.self, "proxy_request_uri"),
            "The URI as a proxy rewrote it."
        ),
        FlowKey(
            "httpproxyhost",
            .text,
            FieldLoad(ExtendedProxyRequest.self, "proxy_request_host"),
            "The Host as a proxy rewrote it."
        ),
        FlowKey(
            "memcachekey",
            .text,
            FieldLoad(MemcacheOperation.self, "memcache_op_key"),
            "The key of the memcache command, or one of several."
        ),
        FlowKey("appname", .text, FieldLoad(AppOperation.self, "application"), "The application."),
        FlowKey("appoperation", .text, FieldLoad(AppOperation.self, "operation"), "The kind of operation."),
        FlowKey(
            "appattributes",
            .text,
            FieldLoad(AppOperation.self, "attributes"),
            "What else is known of the operation: `name=value&name=value`."
        ),
        FlowKey(
            "appstatusdescr",
            .text,
            FieldLoad(AppOperation.self, "status_descr"),
            "More about how the operation ended."
        ),
        FlowKey(
            "appparentname",
            .text,
            FieldLoad(AppParentContext.self, "server_context_application"),
            "The application that the operation is a part of a request to."
        ),
        FlowKey(
            "appparentoperation",
            .text,
            FieldLoad(AppParentContext.self, "server_context_operation"),
            "The kind of that request."
        ),
        FlowKey(
            "appparentattributes",
            .text,
            FieldLoad(AppParentContext.self, "server_context_attributes"),
            "What else is known of that request."
        ),
        FlowKey("appinitiator", .text, FieldLoad(AppInitiator.self, "actor_initiator"), "Who began the operation."),
        FlowKey("apptarget", .text, FieldLoad(AppTarget.self, "actor_target"), "Who it was asked of."),
    ]
}
