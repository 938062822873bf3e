import Glibc

enum SystemProcessors {
    static var online: Int { sysconf(Int32(_SC_NPROCESSORS_ONLN)) }
}
