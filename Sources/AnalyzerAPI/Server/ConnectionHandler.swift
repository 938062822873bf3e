import Glibc
import NIOCore

/// Counts a connection and its bytes, and gives it up when what was sent is not acknowledged in time: a client that is
/// gone or does not read must not hold its stream for the many minutes that TCP would try.
final class ConnectionHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = IOData

    private let counters: HTTPCounters
    private var isOpen = false

    init(counters: HTTPCounters) { self.counters = counters }

    func handlerAdded(context: ChannelHandlerContext) {
        let option = ChannelOptions.Types.SocketOption(
            level: .tcp,
            name: NIOBSDSocket.Option(rawValue: TCP_USER_TIMEOUT)
        )
        _ = context.channel.setOption(option, value: .init(RequestLimits.unacknowledged))
        if context.channel.isActive { open() }
    }

    func channelActive(context: ChannelHandlerContext) {
        open()
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        if isOpen { counters.connectionClosed() }
        isOpen = false
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        counters.received(bytes: unwrapInboundIn(data).readableBytes)
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        counters.sent(bytes: unwrapOutboundIn(data).readableBytes)
        context.write(data, promise: promise)
    }

    private func open() {
        guard !isOpen else { return }
        isOpen = true
        counters.connectionOpened()
    }
}

/// Puts a `ConnectionHandler` in front of the HTTP codec, where bytes are bytes: the server adds handlers only behind it.
final class ConnectionHandlerInstaller: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = NIOAny

    private let counters: HTTPCounters

    init(counters: HTTPCounters) { self.counters = counters }

    func handlerAdded(context: ChannelHandlerContext) {
        try? context.pipeline.syncOperations.addHandler(ConnectionHandler(counters: counters), position: .first)
    }
}
