BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule
}

Describe 'Test-PublicPort' {
    BeforeAll { $session = Connect-AwsHardening -Sandbox Fnd203 }
    AfterAll { Disconnect-AwsHardening }

    It 'finds what the network lets expect' {
        $found = Get-PublicInstance | Test-PublicPort -Port 22, 80
        $found | Should -BeOfType AwsHardening.PublicPort
        $found | Where-Object Agrees -NE $true | Should -BeNullOrEmpty
        ($found | Where-Object Found -EQ Open).Name | Sort-Object -Unique | Should -Be 'PoC Web Server for AZ1', 'PoC Web Server for AZ2', 'WebAppLoadBalancer'
        $session.GetSandboxCalls() | Where-Object Mutating | Should -BeNullOrEmpty
    }

    It 'refuses an address that is not of the account' {
        Test-PublicPort -IpAddress 127.0.0.1 -ErrorAction SilentlyContinue -ErrorVariable problem | Should -BeNullOrEmpty
        $problem.FullyQualifiedErrorId | Should -BeLike 'AddressNotOwn*'
        { Test-PublicPort -IpAddress 127.0.0.1 -ErrorAction Stop } | Should -Throw -ErrorId 'AddressNotOwn*'
    }

    It 'connects all the same with -Force, here to this machine itself' {
        $listener = [System.Net.Sockets.TcpListener]::new([ipaddress]::Loopback, 0)
        $listener.Start()
        try {
            $port = $listener.LocalEndpoint.Port
            $found = [pscustomobject]@{ PublicIpAddress = '127.0.0.1' } | Test-PublicPort -Port $port -Force
            $found.Found | Should -Be 'Open'
            $found.Predicted | Should -Be 'Unknown'
            $found.Agrees | Should -BeNullOrEmpty
        }
        finally { $listener.Stop() }
    }

    It 'says how to get nmap where it is missing' {
        $path = $env:PATH
        try {
            $env:PATH = "$TestDrive"
            Test-PublicPort -IpAddress 127.0.0.1 -UseNmap -Force -ErrorAction SilentlyContinue -ErrorVariable problem | Should -BeNullOrEmpty
        }
        finally { $env:PATH = $path }
        $problem.FullyQualifiedErrorId | Should -BeLike 'NmapNotFound*'
        $problem.ErrorDetails.RecommendedAction | Should -Match 'apt install nmap'
    }

    It 'reads what nmap finds' -Skip:$IsWindows {
        Set-Content "$TestDrive/nmap" "#!/bin/sh`necho '<nmaprun><host><ports><port protocol=`"udp`" portid=`"53`"><state state=`"open`"/><service name=`"domain`"/></port></ports></host></nmaprun>'"
        chmod +x "$TestDrive/nmap"
        $path = $env:PATH
        try {
            $env:PATH = "$TestDrive$([System.IO.Path]::PathSeparator)$path"
            $found = Test-PublicPort -IpAddress 127.0.0.1 -UdpPort 53 -UseNmap -Force
        }
        finally { $env:PATH = $path }
        "$found $($found.Service)" | Should -Be '127.0.0.1 udp 53: Open domain'
    }

    It 'asks for nmap where UDP is meant' {
        { Test-PublicPort -IpAddress 127.0.0.1 -UdpPort 53 -ErrorAction Stop } | Should -Throw -ErrorId 'UdpNeedsNmap*'
    }
}

Describe 'Test-PublicPort, trap 12' {
    It 'finds nothing, as nmap did' {
        $null = Connect-AwsHardening -Sandbox SecurityEssentials
        $found = Get-PublicInstance | Test-PublicPort
        $found | Should -HaveCount 8
        $found.Found | Sort-Object -Unique | Should -Be 'Filtered'
        $found | Where-Object Agrees -NE $true | Should -BeNullOrEmpty
        Disconnect-AwsHardening
    }
}
