using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Passthrough.SystemCalls;

namespace Passthrough.Guests.Kvm;

/// <summary>Opens /dev/kvm and makes sure that it can do what is needed here, or says what is wrong and what to do.</summary>
internal static class KvmDevice
{
    public static SafeFileHandle? TryOpen(string path, out string? problem)
    {
        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64)
        {
            problem = "KVM guests need Linux on x86-64; use scripted guests here";
            return null;
        }
        SafeFileHandle? kvm = null;
        try
        {
            kvm = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
            problem = Examine(kvm, path);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            problem = $"{path} does not exist; load the module of the processor (modprobe kvm_intel or kvm_amd), and in a virtual machine switch nested virtualization on";
        }
        catch (UnauthorizedAccessException)
        {
            problem = $"{path} may not be opened by this user; join the group 'kvm' (usermod -aG kvm USER, then log in again) or run as root";
        }
        catch (IOException exception)
        {
            problem = $"{path} cannot be opened: {exception.Message}; is the module of the processor loaded (kvm_intel or kvm_amd)?";
        }
        if (problem is null)
            return kvm;
        kvm?.Dispose();
        return null;
    }

    private static string? Examine(SafeFileHandle kvm, string path)
    {
        var version = Libc.Control(kvm, KvmApi.GetApiVersion, 0);
        if (version < 0)
            return $"{path} does not answer as KVM does ({Marshal.GetLastPInvokeErrorMessage()}); name the device node of KVM";
        if (version != KvmApi.Version)
            return $"{path} speaks version {version} of KVM's interface, and {KvmApi.Version} is needed; use Linux 4.13 or later";
        if (Libc.Control(kvm, KvmApi.CheckExtension, KvmApi.HasImmediateExit) <= 0)
            return $"{path} cannot interrupt a guest (KVM_CAP_IMMEDIATE_EXIT); use Linux 4.13 or later";
        return null;
    }
}
