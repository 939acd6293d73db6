BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule
    $session = Connect-AwsHardening -Sandbox Fnd203
}

AfterAll { Disconnect-AwsHardening }

Describe 'Test-NetworkPath' {
    It 'names the hop that blocks' {
        $path = Test-NetworkPath -From 'Services Server Security Group' -To 'PoC Web Server Security Group' -Port 22
        $path | Should -HaveCount 1
        $path.Status | Should -Be 'Blocked'
        $path.DecidingHop.Component | Should -Be 'security group'
        $path.Reason | Should -BeLike 'no outbound rule of sg-* allows tcp 22 to 10.250.*'
    }

    It 'says that ping 8.8.8.8 of the workshop fails, and that a session works all the same' {
        (Test-NetworkPath -From 'Services Server Security Group' -To 8.8.8.8 -Protocol icmp).Status | Should -Be 'Blocked'
        (Test-NetworkPath -From 'Services Server Security Group' -To 'Endpoint Security Group for the Services VPC' -Port 443).Status | Should -Be 'Reachable'
    }

    It 'writes True or False alone with -Quiet' {
        Test-NetworkPath -From Internet -To 'PoC Web Server Security Group' -Port 80 -Quiet | Should -BeExactly $true
        Test-NetworkPath -From Internet -To 'PoC Web Server Security Group' -Port 22 -Quiet | Should -BeExactly $false
    }

    It 'answers for each two names' {
        Test-NetworkPath -From Internet, 10.1.0.0/16 -To 'PoC Web Server Security Group', 'WebApp Web Server Security Group' -Port 22 | Should -HaveCount 4
    }

    It 'reports two ends that cannot speak' {
        { Test-NetworkPath -From Internet -To 8.8.8.8 -ErrorAction Stop } | Should -Throw -ErrorId 'NoPathToTest,*'
        Test-NetworkPath -From Internet -To 8.8.8.8 -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
    }

    It 'takes ends by property name' {
        ([pscustomobject]@{ From = 'Internet'; To = 'PoC Web Server Security Group' } | Test-NetworkPath -Port 80).Status | Should -Be 'Reachable'
    }
}
