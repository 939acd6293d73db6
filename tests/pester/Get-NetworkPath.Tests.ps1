BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule
    $session = Connect-AwsHardening -Sandbox Fnd203
}

AfterAll { Disconnect-AwsHardening }

Describe 'Get-NetworkPath' {
    It 'shows that the internet reaches the load balancer on port 80, hop by hop' {
        $paths = Get-NetworkPath -From Internet -To 'WebApp Application Load Balancer Security Group'
        $paths | Should -HaveCount 2
        $paths | Should -BeOfType AwsHardening.NetworkPath
        $paths | ForEach-Object { $_.Status, $_.Traffic, $_.From, $_.Replies | Should -Be 'Reachable', 'tcp 80', 'Internet 0.0.0.0/0', 'tcp 1024-65535' }
        $paths[0].Hops.Component | Should -Be 'route table', 'network ACL', 'security group', 'network ACL'
        $paths[0].Hops[2].RuleId | Should -BeLike 'sgr-*'
        $paths[0].Hops[3].IsReply | Should -BeTrue
        $paths[0].DecidingHop | Should -BeNullOrEmpty
    }

    It 'lists nothing that is blocked, unless asked to' {
        Get-NetworkPath -From Internet -To 'WebApp Database Server Security Group' | Should -BeNullOrEmpty
        $blocked = Get-NetworkPath -From Internet -To 'WebApp Database Server Security Group' -IncludeBlocked
        $blocked.Status | Sort-Object -Unique | Should -Be 'Blocked'
        $blocked.Reason | ForEach-Object { $_ | Should -Match 'lets no connection in' }
    }

    It 'takes ids, addresses and ranges, and limits the answer to a port' {
        $web = Get-NetworkPath -From 'WebApp Web Server Security Group' -To 10.0.2.0/24 -Port 3306, 3307
        $web | Should -HaveCount 2
        $web.Traffic | Sort-Object -Unique | Should -Be 'tcp 3306'
        $eni = [regex]::Match($web[0].From[0], 'eni-\w+').Value
        (Get-NetworkPath -From $eni -To $web[0].To[0].Split()[0] -Port 3306).Status | Should -Be 'Reachable'
    }

    It 'takes ends by property name' {
        ([pscustomobject]@{ From = 'Internet'; To = 'PoC Web Server Security Group' } | Get-NetworkPath).Traffic | Sort-Object -Unique | Should -Be 'tcp 80'
    }

    It 'reports an end that is not there, and goes on with the others' {
        $paths = Get-NetworkPath -From Internet, 'i-0123456789abcdef0' -To 'PoC Web Server Security Group' -ErrorAction SilentlyContinue -ErrorVariable problem
        $paths | Should -HaveCount 2
        $problem | Should -HaveCount 1
        $problem[0].CategoryInfo.Category | Should -Be 'ObjectNotFound'
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'NetworkEndNotFound,*'
    }

    It 'refuses a protocol that is none' {
        { Get-NetworkPath -From Internet -To 10.0.2.0/24 -Protocol nonsense -ErrorAction Stop } | Should -Throw -ErrorId 'ProtocolInvalid,*'
    }

    It 'completes ids that were read' {
        $null = Get-NetworkPath -From Internet -To 10.250.0.0/24
        (Complete 'Get-NetworkPath -From sg-').CompletionText | Should -Not -BeNullOrEmpty
        (Complete 'Get-NetworkPath -From Inter').CompletionText | Should -Be 'Internet'
        (Complete 'Get-NetworkPath -From i-').CompletionText | Should -Not -BeNullOrEmpty
    }

    It 'changes nothing' {
        $session.GetSandboxCalls() | Where-Object Mutating | Should -BeNullOrEmpty
    }
}
